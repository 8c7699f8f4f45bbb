rules=$(systemd-tmpfiles --cat-config 2>/dev/null | grep -v '^#')
wide=$(awk -v root="$root" '($2 == root || $2 == root "/orders" || $2 == root "/*" || $2 == root "/orders/*") && $6 != "" && $6 != "-" { print $2 }' <<<"$rules")
[[ -z $wide ]] || not_yet "A rule cleans $(head -n 1 <<<"$wide"): one day it removes the orders."
line=$(awk -v path="$root/sessions" '$2 == path || $2 == path "/" || $2 == path "/*" { print }' <<<"$rules" | tail -n 1)
[[ -n $line ]] || not_yet "No rule of systemd-tmpfiles names $root/sessions. Rules that count are in /etc/tmpfiles.d/NAME.conf."
read -r type _ _ _ _ age _ <<<"$line"
[[ ${type:0:1} =~ [dDevqQC] ]] || not_yet "The rule is of type ${type}, which cleans nothing: e is the one for a directory that exists."
[[ -n $age && $age != - ]] || not_yet "The rule for $root/sessions has no age, so nothing ever gets too old."
[[ $age =~ ^~?(1d|2d|24h|48h|36h|1day|2days|1\ ?day)$ ]] || not_yet "The rule keeps sessions for ${age}; a day or two is asked for (1d, 2d)."

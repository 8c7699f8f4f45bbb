app = Server(connect(), "app")
wide = [rule for rule in app.rules if covers(rule, "tcp", 22) and rule.remote_ip_prefix != "10.77.0.0/24" and not rule.remote_group_id]
right = [rule for rule in app.rules if covers(rule, "tcp", 22) and rule.remote_ip_prefix == "10.77.0.0/24"]
if not right:
    not_yet("No rule of app's groups lets SSH in from 10.77.0.0/24 yet.")
if wide:
    not_yet(f"SSH is let in from {wide[0].remote_ip_prefix or 'everywhere'}, too.")
if any(covers(rule, "tcp", 80) for rule in right):
    not_yet("More than SSH is let in from the team's network.")
if not any(rule.protocol == "icmp" and rule.remote_ip_prefix in (None, "0.0.0.0/0") for rule in app.rules):
    not_yet("app no longer lets everybody's ping in.")

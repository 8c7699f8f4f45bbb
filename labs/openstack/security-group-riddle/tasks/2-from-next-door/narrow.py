cloud = connect()
app, store = Server(cloud, "app"), Server(cloud, "store")
name = {group.id: group.name for group in app.groups + store.groups}
open_rules = [rule for rule in store.rules if covers(rule, "tcp", 80)]
by_group = [rule for rule in open_rules if rule.remote_group_id and name.get(rule.remote_group_id) == "app"]
others = [rule for rule in open_rules if rule not in by_group]
if not by_group:
    not_yet("No rule of store's groups lets the group app in on port 80 yet.")
if others:
    who = others[0].remote_ip_prefix or ("another group" if others[0].remote_group_id else "everybody")
    not_yet(f"store also lets {who} in on port 80.")
if any(covers(rule, "tcp", 22) for rule in by_group):
    not_yet("The group app is let in on more than port 80.")
if [group.name for group in app.groups] != ["app"]:
    not_yet("app is in another group than app alone; the rule is to be right, not the server's groups.")

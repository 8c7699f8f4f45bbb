cloud = connect()
provider = next(cloud.placement.resource_providers(), None)
if provider is None:
    not_yet("Placement knows no resource provider any more.")
answer = cloud.placement.get(f"/resource_providers/{provider.id}/traits", microversion="1.6").json()
if TRAIT not in answer["traits"]:
    not_yet(f"Placement does not know yet that {provider.name} has {TRAIT}.")
if len(answer["traits"]) < 5:
    not_yet(f"{provider.name} has {', '.join(answer['traits'])} now, and lost what was known of it before. A restart of nova-compute reports what it finds by itself.")

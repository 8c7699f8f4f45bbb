at() { # node: runs the script on standard input there, from host1
  ssh -o BatchMode=yes "$1" bash -eu -s
}

bridge_of() { # port: the bridge of Open vSwitch that it is in, or nothing
  ovs-vsctl --timeout=5 port-to-br "$1" 2>/dev/null
}

column() { # port, column of its row in the database: the value, without brackets
  ovs-vsctl --timeout=5 get port "$1" "$2" 2>/dev/null | tr -d '[] "'
}

switch() { # VLANs that a router, which is a switch in this lab, carries between its two cables
  cat <<END
ovs-vsctl --timeout=10 --may-exist add-br br0 -- set bridge br0 datapath_type=dummy -- \
  --may-exist add-port br0 lan1 -- --may-exist add-port br0 lan2 -- \
  clear port lan1 tag -- clear port lan2 tag -- set port lan1 vlan_mode=trunk trunks=$1 -- set port lan2 vlan_mode=trunk trunks=$1
END
}

access() { # VLAN: what a host of the learner's is to be
  cat <<END
ovs-vsctl --timeout=10 --may-exist add-br br0 -- set bridge br0 datapath_type=dummy -- \
  --may-exist add-port br0 lan1 -- --may-exist add-port br0 lan2 -- clear port lan1 tag -- clear port lan1 trunks -- set port lan2 tag=$1
END
}

access_port() { # ends the check unless lan2 is an access port of the VLAN, and lan1 a trunk of the same bridge that carries it
  local bridge tag trunks
  systemctl is-active --quiet openvswitch-switch || not_yet "Open vSwitch does not run on $(hostname). systemctl status ovs-vswitchd shows why."
  bridge=$(bridge_of lan2)
  [[ -n $bridge ]] || not_yet "lan2 of $(hostname) is in no bridge of Open vSwitch."
  [[ $(bridge_of lan1) == "$bridge" ]] || not_yet "lan1 of $(hostname) is not in the bridge of lan2, $bridge."
  tag=$(column lan2 tag)
  [[ $tag == "$VLAN" ]] || not_yet "lan2 of $(hostname) is ${tag:+an access port of VLAN }${tag:-no access port: it has no tag}. The task asks for VLAN $VLAN."
  tag=$(column lan1 tag) trunks=$(column lan1 trunks)
  [[ -z $tag ]] || not_yet "lan1 of $(hostname) has the tag $tag: an access port takes the number off, so that the switch cannot tell whose frame it is."
  [[ -z $trunks || ,$trunks, == *",$VLAN,"* ]] || not_yet "lan1 of $(hostname) is a trunk that carries $trunks, and not $VLAN."
}

carries() { # ends the check unless both cables carry the two VLANs, and frames do pass
  local port trunks wanted
  systemctl is-active --quiet openvswitch-switch || not_yet "Open vSwitch does not run on $(hostname). systemctl status ovs-vswitchd shows why."
  wanted=$(printf '%s\n' "$VLAN" "$OTHER" | sort -n | paste -sd ,)
  for port in lan1 lan2; do
    [[ -n $(bridge_of "$port") ]] || not_yet "$port of $(hostname) is in no bridge any more."
    [[ -z $(column "$port" tag) ]] || not_yet "$port of $(hostname) has a tag, so it is no trunk."
    trunks=$(column "$port" trunks | tr , '\n' | sort -n | paste -sd ,)
    [[ -n $trunks ]] || not_yet "$port of $(hostname) has no list, so it carries every VLAN there is."
    [[ $trunks == "$wanted" ]] || not_yet "$port of $(hostname) carries ${trunks//,/ and }. The task asks for ${wanted//,/ and }."
  done
  # Right from the beginning on one of the two, so it counts when the instances' frames have come by.
  [[ $(ovs-appctl fdb/show "$(bridge_of lan1)" | awk -v vlan="$VLAN" '$2 == vlan { print $1 }' | sort -u | wc -l) == 2 ]] ||
    not_yet "Both cables of $(hostname) carry what they should. This counts when the switch has seen both instances, one on each side."
}

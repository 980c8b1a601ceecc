/** Lines, tunnels, names and addresses. */
import type { DemoCase } from '../demo-case.ts'

export const networkCases: readonly DemoCase[] = [
  {
    name: 'site-to-site tunnel down',
    fits: /\bvpn\b|site-to-site|tunnel/i,
    opening:
      'Internet works at the branch and the tunnel is down since the provider changed: the address of the other side is the first suspect.',
    facts: [
      ['The branch does not reach the ERP', /has no access to the ERP[^.]*/i],
      ['Internet works at the branch', /internet works there/i],
      ['The provider was changed last night', /changed the provider last night/i],
      ['The tunnel shows red since $1', /shows red since (\d\d:\d\d)/i],
    ],
    causes: [
      {
        key: 'peer-address',
        cause: 'The tunnel still points to the old WAN address of the branch',
        likelihood: 'very_likely',
        shownBy: /changed the provider|new WAN address/i,
        fix: {
          title: 'Enter the new WAN address of the branch in the tunnel',
          steps: [
            'Export the settings of both firewalls.',
            'In the policy of the head office set the new address as primary gateway.',
            'Renegotiate the tunnel and ping a host behind it.',
          ],
          wouldConfirm: 'The tunnel is green and the branch opens the ERP',
          risk: 'disruptive',
        },
      },
      {
        key: 'provider-nat',
        cause: 'The new line is behind the NAT of the provider, and IPsec does not come through',
        likelihood: 'possible',
        fix: {
          title: 'Switch on NAT traversal, or ask the provider for a public address',
          steps: [
            'Enable NAT traversal on both sides.',
            'If UDP 4500 is blocked, ask the provider for a public address.',
          ],
          wouldConfirm: 'The tunnel is green',
          risk: 'reversible',
        },
      },
      {
        key: 'phase2',
        cause: 'The networks or lifetimes of phase 2 differ',
        likelihood: 'unlikely',
        fix: {
          title: 'Make the proposals of both sides the same',
          steps: ['Compare phase 2 side by side.', 'Correct the differing value.', 'Renegotiate.'],
          wouldConfirm: 'The tunnel is green',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Compare the WAN address of the branch with the one in the tunnel',
        how: 'At the branch: `curl -4 ifconfig.co` or the WAN page of its firewall; at the head office: the policy of the tunnel.',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['They differ', 'peer-address'],
          ['They are the same', 'provider-nat', 'phase2'],
        ],
      },
      {
        title: 'Look whether the WAN address of the branch is a private one',
        how: 'WAN page of the firewall of the branch',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['It is private, 10.x, 100.64.x or 192.168.x', 'provider-nat'],
          ['It is public', 'peer-address', 'phase2'],
        ],
      },
      {
        title: 'Read the last IKE messages in the log',
        how: 'Log of the firewall, filter VPN IKE',
        minutes: 4,
        risk: 'read_only',
        outcomes: [
          ['No response from the peer', 'peer-address', 'provider-nat'],
          ['No proposal chosen', 'phase2'],
        ],
      },
    ],
    question: {
      text: 'Has the provider named the new WAN address?',
      why: 'It goes into the tunnel on the other side.',
      choices: ['Yes', 'Not yet'],
    },
  },
  {
    name: 'name is not resolved',
    fits: /\bDNS\b|NXDOMAIN/i,
    opening:
      'Outside names resolve, one inside name does not, and only on some PCs: these ask another DNS server than the rest.',
    facts: [
      ['The browser says $1', /(DNS_PROBE_FINISHED_NXDOMAIN)/],
      ['Other sites open', /google opens/i],
      ['The office is not affected', /the office is fine/i],
      ['It began at the weekend', /since the weekend/i],
    ],
    causes: [
      {
        key: 'foreign-dns',
        cause: 'The PCs ask a DNS server that does not know the inside names',
        likelihood: 'likely',
        shownBy: /google opens|office is fine/i,
        fix: {
          title: 'Give the PCs the DNS servers of the domain',
          steps: [
            'Correct option 006 of the DHCP scope, or the fixed setting.',
            '`ipconfig /renew` and `ipconfig /flushdns` on one PC.',
          ],
          wouldConfirm: 'The name resolves on the PC',
          risk: 'reversible',
        },
      },
      {
        key: 'record-gone',
        cause: 'The record of the site is gone from the zone',
        likelihood: 'possible',
        fix: {
          title: 'Enter the record again',
          steps: ['Add the record in the zone.', 'Keep it from being scavenged.'],
          wouldConfirm: 'The name resolves on every PC',
          risk: 'reversible',
        },
      },
      {
        key: 'stale-cache',
        cause: 'The PCs remember that the name did not exist',
        likelihood: 'unlikely',
        fix: {
          title: 'Clear the cache of the PCs',
          steps: ['`ipconfig /flushdns`'],
          wouldConfirm: 'The name resolves on the PC',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Read which DNS servers an affected PC asks',
        how: '`Get-DnsClientServerAddress` on an affected PC and on one that works',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['Other servers than on the PC that works', 'foreign-dns'],
          ['The same servers', 'record-gone', 'stale-cache'],
        ],
      },
      {
        title: 'Ask the DNS server of the domain for the name',
        how: '`Resolve-DnsName <name> -Server <dc>`',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['It knows the name', 'foreign-dns', 'stale-cache'],
          ['It does not know the name', 'record-gone'],
        ],
      },
    ],
    question: {
      text: 'Was a switch or a router there changed lately?',
      why: 'It may give out addresses of its own.',
      choices: ['Yes', 'No', 'Not known'],
    },
  },
  {
    name: 'no address from DHCP',
    fits: /169\.254|\bDHCP\b|limited connectivity/i,
    opening:
      'Addresses of 169.254 mean that nobody answers, or that none are left. Many new devices speak for the second.',
    facts: [
      ['The PCs have addresses of 169.254', /ipconfig gives 169\.254[.x]*/i],
      ['All twelve PCs of the library are affected', /all twelve pcs in the library[^,]*/i],
      ['Classrooms are not affected', /classrooms are ok/i],
      ['Forty tablets came on Friday', /forty tablets on friday/i],
    ],
    causes: [
      {
        key: 'scope-full',
        cause: 'The scope has no addresses left since the new devices came',
        likelihood: 'likely',
        shownBy: /forty tablets/i,
        fix: {
          title: 'Make the scope larger and its leases shorter',
          steps: [
            'Extend the range, or take the new devices into a network of their own.',
            'Set the lease to eight hours.',
            '`ipconfig /renew` on one PC.',
          ],
          wouldConfirm: 'An affected PC gets an address',
          risk: 'reversible',
        },
      },
      {
        key: 'relay',
        cause: 'The switch there no longer passes requests on to the server',
        likelihood: 'possible',
        fix: {
          title: 'Enter the helper address on the switch again',
          steps: [
            'Compare its settings with another switch.',
            'Enter `ip helper-address <server>`.',
          ],
          wouldConfirm: 'An affected PC gets an address',
          risk: 'reversible',
        },
      },
      {
        key: 'rogue',
        cause: 'Another device gives out addresses, or the server is not authorised',
        likelihood: 'unlikely',
        fix: {
          title: 'Take the other device off the network',
          steps: ['Find its port by its MAC address.', 'Switch the port off.'],
          wouldConfirm: 'An affected PC gets an address',
          risk: 'disruptive',
        },
      },
    ],
    checks: [
      {
        title: 'Read how many addresses the scope has left',
        how: '`Get-DhcpServerv4ScopeStatistics`',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['None left', 'scope-full'],
          ['Enough left', 'relay', 'rogue'],
        ],
      },
      {
        title: 'Watch whether a request arrives at the server',
        how: 'DHCP log of the server while one PC does `ipconfig /renew`',
        minutes: 4,
        risk: 'read_only',
        outcomes: [
          ['No request arrives', 'relay'],
          ['A request arrives and is answered', 'rogue'],
          ['A request arrives and is refused', 'scope-full'],
        ],
      },
    ],
    question: {
      text: 'Are the new devices on the same network as the PCs?',
      why: 'Then they share the addresses.',
      choices: ['Yes', 'No', 'Not known'],
    },
  },
  {
    name: 'loss on the line',
    fits: /packet loss|% loss|line provider/i,
    opening:
      'The provider measures loss beyond our own hops. What we can do is show it from our side, with times.',
    facts: [['The provider measured loss of $1', /(\d+ % loss) between hop 4 and hop \d/i]],
    causes: [
      {
        key: 'provider',
        cause: 'The loss is in the network of the provider',
        likelihood: 'very_likely',
        shownBy: /between hop/i,
        fix: {
          title: 'Give the provider a measurement from our side',
          steps: ['Run a trace for an hour: `pathping <target>`.', 'Send it to the case.'],
          wouldConfirm: 'A trace over an hour shows no loss',
          risk: 'read_only',
        },
      },
      {
        key: 'own-line',
        cause: 'The loss begins at our own router',
        likelihood: 'unlikely',
        fix: {
          title: 'Replace the cable and the port at the router',
          steps: ['Read the error counters of the port.', 'Change cable and port.'],
          wouldConfirm: 'The error counters stay at zero',
          risk: 'disruptive',
        },
      },
    ],
    checks: [
      {
        title: 'Measure loss hop by hop from our side',
        how: '`pathping <target>` for ten minutes',
        minutes: 10,
        risk: 'read_only',
        outcomes: [
          ['Loss begins behind our router', 'provider'],
          ['Loss begins at our router', 'own-line'],
        ],
      },
    ],
    question: {
      text: 'Is a second line available meanwhile?',
      why: 'Then the users can be moved to it.',
      choices: ['Yes', 'No'],
    },
  },
  {
    name: 'one PC without network',
    fits: /no internet|no network|globe symbol|VLAN 1/i,
    opening: 'The PC beside it works, so it is this PC, its cable or its port.',
    facts: [
      ['One PC has no network', /no network on the left reception computer/i],
      ['The cable is plugged in', /cable is in/i],
      ['The PC beside it works', /the right one works/i],
      [
        'Two of eight ports fall back to VLAN 1 after a power loss',
        /two of eight ports fall back to VLAN 1 after power loss/i,
      ],
    ],
    causes: [
      {
        key: 'cable-port',
        cause: 'The cable or the port of the switch is dead',
        likelihood: 'likely',
        fix: {
          title: 'Use another cable and another port',
          steps: ['Swap the cable with the PC beside it.', 'Swap the port at the switch.'],
          wouldConfirm: 'The PC opens a page',
          risk: 'reversible',
        },
      },
      {
        key: 'address',
        cause: 'The PC has no valid address',
        likelihood: 'possible',
        fix: {
          title: 'Let the PC fetch an address anew',
          steps: ['`ipconfig /release`, `ipconfig /renew`', 'Set the adapter to automatic.'],
          wouldConfirm: 'The PC opens a page',
          risk: 'reversible',
        },
      },
      {
        key: 'vlan',
        cause: 'The port of the switch is in the wrong VLAN',
        likelihood: 'possible',
        shownBy: /VLAN 1/,
        fix: {
          title: 'Put the port back into its VLAN and save the settings',
          steps: ['Set the VLAN of the port.', 'Save the running configuration.'],
          wouldConfirm: 'The PC gets an address of its network',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Look whether the link is up',
        how: 'Lights at the plug, or `Get-NetAdapter`',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['No link', 'cable-port'],
          ['The link is up', 'address', 'vlan'],
        ],
      },
      {
        title: 'Read the address of the PC',
        how: '`ipconfig /all`',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['169.254.x.x or none', 'address', 'cable-port'],
          ['An address of another network', 'vlan'],
        ],
      },
    ],
    question: {
      text: 'Does the PC work on the cable of the one beside it?',
      why: 'That separates PC and cable in a minute.',
      choices: ['Yes', 'No', 'Not tried'],
    },
  },
]

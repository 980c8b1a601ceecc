/** A site-to-site tunnel is down or carries nothing: both ends, log, phases, traffic. */
import {
  APPROVED_BY,
  action,
  authorFlow,
  authorisation,
  check,
  clientValue,
  deadEnd,
  decided,
  did,
  end,
  input,
  link,
  observed,
  reads,
  reported,
  sessionValue,
  subFlow,
  suspected,
  tested,
  way,
} from './author-flow.ts'

export const sonicwallS2sDown = authorFlow(
  {
    slug: 'sonicwall-s2s-down',
    name: 'SonicWall site-to-site tunnel down',
    kind: 'troubleshooting',
    summary: 'The VPN tunnel between two sites is down, drops, or is up and carries nothing.',
    category: 'Network',
    words: [
      'SonicWall',
      'VPN down',
      'VPN tunnel',
      'tunnel',
      'tunnel down',
      'tunnel drops',
      'site to site',
      'site-to-site VPN',
      's2s',
      'IPsec',
      'IKE',
      'IKEv2',
      'phase 1',
      'phase 2',
      'no proposal chosen',
      'payload processing failed',
      'branch cannot reach',
      'branch office',
      'branch offline',
      'remote site',
      'other site',
      'second location',
      'between sites',
      'sites cannot reach each other',
      'dead peer detection',
      'pre-shared key',
      'Tunnel steht nicht',
      'VPN-Tunnel',
      'VPN Verbindung zur Filiale',
      'Filiale',
      'Niederlassung',
      'Standort',
      'Außenstelle',
    ],
    variables: [
      clientValue('local_wan', 'Our public address', '198.51.100.10'),
      clientValue('remote_wan', 'Public address of the other end', '203.0.113.20'),
      clientValue('local_net', 'Our network', '10.0.10.0/24'),
      clientValue('remote_net', 'Network behind the other end', '10.0.20.0/24'),
      sessionValue('host', 'A machine behind the other end', '10.0.20.5'),
      sessionValue('changed', 'What changed, since when', 'New line at the branch on 9 June'),
      APPROVED_BY,
    ],
  },
  [
    check('status', 'How does the tunnel stand?', {
      body: 'VPN status page of the device, on both ends if they can be reached.',
      group: 'Scope',
      ways: [
        way(
          'Down',
          'changed',
          observed('The tunnel between {local_wan} and {remote_wan} is down.'),
        ),
        way(
          'Up, but no traffic',
          'traffic',
          observed(
            'The tunnel between {local_wan} and {remote_wan} is up, but carries no traffic.',
          ),
        ),
        way(
          'Only one network fails',
          'phase-2',
          observed('The tunnel is up; only {remote_net} is not reached from {local_net}.'),
        ),
        way(
          'Up, drops again and again',
          'changed',
          observed('The tunnel between {local_wan} and {remote_wan} drops and comes back.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Configuring VPNs in SonicOS',
          'https://help.sonicwall.com/help/sw/eng/6910/26/2/1/content/VPN_Settings.079.5.html',
        ),
        link(
          'unverified',
          'SonicWall knowledge base',
          'https://www.sonicwall.com/support/knowledge-base',
        ),
      ],
    }),
    input('changed', 'Since when, what changed?', {
      body: 'Line, address, firmware, policy, device at the other end. "Nothing known" counts.',
      group: 'Scope',
      variable: 'changed',
      says: reported('Reported since when, and what changed: {changed}'),
      to: 'ends',
    }),

    check('ends', 'Are both ends on the internet?', {
      body: 'From a third place. Is the other site reached in another way, by phone at least?',
      group: 'Ends',
      commands: [
        reads('Test-NetConnection -ComputerName "{remote_wan}" -TraceRoute', {
          where: 'from another line than {local_wan}',
        }),
        reads('Test-NetConnection -ComputerName "{local_wan}" -TraceRoute', {
          where: 'from another line than {remote_wan}',
        }),
      ],
      ways: [
        way(
          'Both are up',
          'save',
          tested('{local_wan} and {remote_wan} both answer from the internet.'),
        ),
        way(
          'One end is down',
          'network',
          tested('One end of the tunnel does not answer from the internet.'),
        ),
        way(
          'An address has changed',
          'save-address',
          observed('One end has another public address than its peer expects.'),
          {
            cause: 'The public address of one end had changed.',
          },
        ),
      ],
    }),
    subFlow('network', 'Network connectivity', 'network-connectivity', {
      body: 'Walk it at the site that is down.',
      group: 'Ends',
      gives: { target: '1.1.1.1', port: '443' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'save', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),

    check('save', 'Export the settings first', {
      body: 'Of both devices, before anything is changed. The file holds secrets: vault, not ticket.',
      group: 'Ends',
      ways: [
        way(
          'Both are saved',
          'log',
          tested('The settings of both firewalls were exported before any change.'),
        ),
        way(
          'Only ours',
          'log',
          tested(
            'The settings of our firewall were exported before any change; the other end is not ours.',
          ),
        ),
        way(
          'Cannot be exported',
          'escalate',
          tested('The settings could not be exported; nothing was changed.'),
        ),
      ],
    }),
    check('save-address', 'Export the settings first', {
      body: 'Before anything is changed. The file holds secrets: vault, not ticket.',
      group: 'Ends',
      ways: [
        way(
          'Saved',
          'address-asked',
          tested('The settings of the firewall were exported before any change.'),
        ),
        way(
          'Cannot be exported',
          'escalate',
          tested('The settings could not be exported; nothing was changed.'),
        ),
      ],
    }),
    ...authorisation('address-asked', 'changing the peer address of the tunnel policy', {
      to: 'set-address',
      otherwise: 'escalate',
    }),
    action('set-address', 'Correct the peer address', {
      body: 'Better a dynamic name, if the address changes again.',
      group: 'Ends',
      before: 'Note the present peer address and identities of the policy.',
      undo: 'Enter the noted address again, or import the exported settings.',
      ways: [
        way('Tunnel comes up', 'verify', did('Corrected the peer address in the tunnel policy.')),
        way(
          'Tunnel stays down',
          'log',
          deadEnd('Corrected the peer address in the tunnel policy; the tunnel stayed down.'),
        ),
      ],
    }),

    check('log', 'Log while it renegotiates', {
      body: 'Filter on VPN, both ends, same minute. Keep the lines.',
      group: 'Negotiation',
      ways: [
        way(
          'No answer from the peer',
          'path',
          observed('The VPN log shows that the peer does not answer.'),
        ),
        way('No proposal chosen', 'phase-1', observed('The VPN log shows "no proposal chosen".')),
        way(
          'Authentication or payload failed',
          'phase-1',
          observed('The VPN log shows a failed authentication or payload.'),
        ),
        way(
          'Peer identity unknown',
          'phase-1',
          observed('The VPN log shows an unknown identity of the peer.'),
        ),
        way(
          'Traffic selectors refused',
          'phase-2',
          observed('The VPN log shows that the networks (traffic selectors) are not accepted.'),
        ),
        way(
          'Nothing at all',
          'start',
          observed('The VPN log shows no attempt to build the tunnel.'),
        ),
      ],
      links: [
        link(
          'exists',
          'IPsec VPN in SonicOS 7.1: IKE phase 1',
          'https://www.sonicwall.com/support/technical-documentation/docs/sonicos-7-1-ipsec_vpn/Content/ipsec-vpn-auto-provisioning-how-ike-phase1.htm',
        ),
      ],
    }),
    check('path', 'Way for IKE', {
      body: 'UDP 500, UDP 4500 and ESP. Packet monitor on WAN, for the peer only.',
      group: 'Negotiation',
      ways: [
        way(
          'Packets leave, none return',
          'other-end',
          tested('IKE packets leave for {remote_wan}; none come back.'),
        ),
        way('None leave', 'start', tested('No IKE packets leave for {remote_wan}.')),
        way(
          'Both ways',
          'phase-1',
          tested('IKE packets go both ways between {local_wan} and {remote_wan}.'),
        ),
      ],
    }),
    check('phase-1', 'Phase 1, side by side', {
      body: 'Mode, group, encryption, authentication, lifetime, identities. A changing address needs a mode and identity that allow it.',
      group: 'Negotiation',
      ways: [
        way('They differ', 'phase-1-asked', observed('Phase 1 of the two ends differs.'), {
          cause: 'Phase 1 of the two ends did not match.',
        }),
        way(
          'Same; secret in doubt',
          'phase-1-asked',
          suspected('The shared secret of the two ends differs.'),
          {
            cause: 'The shared secret of the two ends did not match.',
          },
        ),
        way(
          'All the same',
          'escalate',
          observed(
            'Mode, proposals, lifetime and identities of phase 1 are the same on both ends.',
          ),
        ),
      ],
    }),
    ...authorisation('phase-1-asked', 'changing phase 1 of the tunnel', {
      to: 'set-phase-1',
      otherwise: 'escalate',
      body: 'Both ends in one go; the other end may have another owner.',
    }),
    action('set-phase-1', 'Make phase 1 equal', {
      body: 'The stronger value on both ends. Type the secret anew on both; it stays in the vault.',
      group: 'Negotiation',
      before: 'Note the values of both ends, without the secret.',
      undo: 'Enter the noted values again, or import the exported settings.',
      ways: [
        way(
          'Tunnel comes up',
          'verify',
          did('Made phase 1 of both ends equal and entered the shared secret anew.'),
        ),
        way(
          'Now phase 2 fails',
          'phase-2',
          did('Made phase 1 of both ends equal; phase 1 now succeeds.'),
        ),
        way(
          'No change',
          'escalate',
          deadEnd('Made phase 1 of both ends equal; the tunnel stayed down.'),
        ),
      ],
    }),
    check('phase-2', 'Phase 2 and networks', {
      body: 'Proposals, PFS. {local_net} and {remote_net} mirrored exactly; no overlap with another tunnel.',
      group: 'Negotiation',
      ways: [
        way(
          'They differ',
          'phase-2-asked',
          observed('Phase 2 or the networks of the two ends do not mirror each other.'),
          {
            cause: 'Phase 2 or the networks of the two ends did not mirror each other.',
          },
        ),
        way('Networks overlap', 'overlap', observed('The networks of the two ends overlap.')),
        way(
          'All the same',
          'traffic',
          observed('Phase 2 and the networks {local_net} and {remote_net} mirror each other.'),
        ),
      ],
    }),
    ...authorisation('phase-2-asked', 'changing phase 2 and the networks of the tunnel', {
      to: 'set-phase-2',
      otherwise: 'escalate',
      body: 'The tunnel drops for a moment for all of its networks.',
    }),
    action('set-phase-2', 'Make phase 2 equal', {
      group: 'Negotiation',
      before:
        'Export the settings if that was not done. Note proposals, PFS and networks of both ends.',
      undo: 'Enter the noted values again, or import the exported settings.',
      ways: [
        way('Tunnel comes up', 'verify', did('Made phase 2 and the networks of both ends equal.')),
        way(
          'No change',
          'escalate',
          deadEnd('Made phase 2 and the networks of both ends equal; the fault stayed.'),
        ),
      ],
    }),

    check('start', 'Does anything start the tunnel?', {
      body: 'Policy enabled on both ends? Keep-alive on one end? Any traffic for {remote_net}?',
      group: 'Negotiation',
      ways: [
        way('Policy is disabled', 'enable', observed('The tunnel policy is disabled on one end.'), {
          cause: 'The tunnel policy was disabled on one end.',
        }),
        way(
          'Keep-alive is off',
          'enable',
          observed('Keep-alive is off on both ends, so nothing starts the tunnel.'),
          {
            cause: 'Keep-alive was off on both ends, so nothing started the tunnel.',
          },
        ),
        way(
          'All on, still nothing',
          'escalate',
          tested('Policy and keep-alive are on, but no attempt is made.'),
        ),
      ],
    }),
    action('enable', 'Enable policy or keep-alive', {
      body: 'Who disabled it, and why? Keep-alive on one end only.',
      group: 'Negotiation',
      before: 'Note the state of policy and keep-alive on both ends.',
      undo: 'Set the noted state again.',
      ways: [
        way('Tunnel comes up', 'verify', did('Enabled the tunnel policy or keep-alive.')),
        way(
          'Tunnel stays down',
          'log',
          deadEnd('Enabled the tunnel policy or keep-alive; the tunnel stayed down.'),
        ),
        way(
          'It is off on purpose',
          'escalate',
          decided('The tunnel is switched off on purpose and was left.'),
        ),
      ],
    }),

    check('traffic', 'Where does traffic die?', {
      body: 'Rules VPN to LAN and back, routes, NAT, firewall of the target. Packet monitor shows the place.',
      group: 'Traffic',
      commands: [
        reads('ping "{host}"', { where: 'from {local_net}', shell: 'cmd' }),
        reads('ping -f -l 1400 "{host}"', {
          where: 'from {local_net}',
          shell: 'cmd',
          expect: 'Answers; otherwise MTU',
        }),
        reads('tracert -d "{host}"', { where: 'from {local_net}', shell: 'cmd' }),
      ],
      ways: [
        way(
          'A rule drops it',
          'rule-asked',
          observed('An access rule drops the traffic between {local_net} and {remote_net}.'),
          {
            cause: 'An access rule dropped the traffic between {local_net} and {remote_net}.',
          },
        ),
        way(
          'Route or NAT is wrong',
          'rule-asked',
          observed('A route or NAT rule leads the traffic for {remote_net} past the tunnel.'),
          {
            cause: 'A route or NAT rule led the traffic for {remote_net} past the tunnel.',
          },
        ),
        way(
          'Large packets get lost',
          'rule-asked',
          tested('Packets of 1400 bytes to {host} get lost; small ones arrive.'),
          {
            cause: 'The MTU was too large for the tunnel.',
          },
        ),
        way(
          'Only the target is silent',
          'target',
          tested('Other machines in {remote_net} answer; {host} does not.'),
        ),
        way(
          'Place not found',
          'escalate',
          tested('The tunnel is up; where traffic to {host} is lost was not found.'),
        ),
      ],
    }),
    ...authorisation('rule-asked', 'changing rule, route or MTU on the firewall', {
      to: 'set-rule',
      otherwise: 'escalate',
    }),
    action('set-rule', 'Correct rule, route or MTU', {
      body: 'The one that was found, nothing else.',
      group: 'Traffic',
      before: 'Export the settings if that was not done. Note the rule, route or MTU as it is.',
      undo: 'Set the noted values again, or import the exported settings.',
      ways: [
        way(
          'Traffic flows',
          'verify',
          did('Corrected the rule, route or MTU found on the firewall.'),
        ),
        way(
          'No change',
          'escalate',
          deadEnd('Corrected the rule, route or MTU found; the traffic still did not flow.'),
        ),
      ],
    }),
    subFlow('target', 'The target itself', 'network-connectivity', {
      body: 'Walk it at the machine that is silent.',
      group: 'Traffic',
      gives: { target: '{host}', port: '445' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'escalate', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),

    check('verify', 'Up, both ways, and stays', {
      body: 'Ping both ways, open the application, wait 15 minutes and over a rekey.',
      group: 'Verification',
      commands: [
        reads('Test-NetConnection -ComputerName "{host}"', {
          where: 'from {local_net}',
          expect: 'PingSucceeded : True',
        }),
      ],
      ways: [
        way(
          'Up and stable',
          'resolved',
          tested(
            'The tunnel is up; {local_net} and {remote_net} reach each other, and it stayed up over a rekey.',
          ),
        ),
        way('Drops again', 'unstable', tested('The tunnel came up and dropped again.')),
        way('Still down', 'escalate', tested('The tunnel is still down.')),
      ],
    }),

    end('resolved', 'Tunnel is up', 'resolved', {
      verification:
        'both sites reach each other, the application works, and the tunnel stayed up over a rekey',
      tell: 'Your sites are connected again.',
    }),
    end('unstable', 'Tunnel drops again', 'escalate', {
      cause: {
        status: 'probable',
        text: 'An unstable line, or dead-peer settings that do not fit.',
      },
      evidence: [
        'Both logs at the minute of the drop',
        'Dead-peer and lifetime settings',
        'Quality of both lines',
        'Times of the drops',
      ],
      tell: 'The connection between your sites is up but not stable yet. We keep working on it.',
      followUp: 'Compare drop times with line quality and dead-peer settings',
    }),
    end('other-end', 'Other end or its provider', 'vendor', {
      cause: { status: 'probable', text: 'IKE packets are lost at the other end or on its line.' },
      evidence: [
        'Packet monitor of our end',
        'Address and time of the attempts',
        'Contact of the other end',
        'Fault number of the provider',
      ],
      tell: 'Our side is sending; the other side does not answer. We have turned to those in charge there.',
      followUp: 'Ask the other end and its provider about UDP 500, UDP 4500 and ESP',
    }),
    end('overlap', 'Networks overlap', 'escalate', {
      cause: { status: 'confirmed', text: 'The networks of the two ends overlap.' },
      evidence: ['Networks of both ends', 'Other tunnels of both ends', 'What has to reach what'],
      tell: 'Both sites use the same addresses. A senior colleague plans the change.',
      followUp: 'Plan address translation or a new network',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Both logs of the same minute',
        'Both policies side by side, without the secret',
        'Packet capture',
        'What changed, and when',
      ],
      tell: 'We know more about the fault and have passed it on to a colleague.',
      followUp: 'Take over with both logs and policies',
    }),
  ],
)

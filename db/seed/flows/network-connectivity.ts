/** From the link outwards: address, gateway, beyond, name, port, and what sits in between. */
import {
  action,
  authorFlow,
  check,
  clientValue,
  decided,
  did,
  end,
  link,
  observed,
  reads,
  sessionValue,
  subFlow,
  tested,
  way,
} from './author-flow.ts'

const here = { where: 'on the affected computer' }

export const networkConnectivity = authorFlow(
  {
    slug: 'network-connectivity',
    name: 'Network connectivity',
    kind: 'troubleshooting',
    summary: 'A computer does not reach a server or the internet: find where the way breaks.',
    category: 'Network',
    words: [
      'network',
      'no network',
      'no internet',
      'no connection',
      'cannot connect',
      'internet down',
      'offline',
      'connection drops',
      'cannot reach',
      'cannot ping',
      'timeout',
      'timed out',
      'port blocked',
      'firewall blocks',
      'gateway',
      'Wi-Fi',
      'WLAN',
      'wireless',
      'network cable',
      'proxy',
      'unplugged',
      'packet loss',
      'kein Internet',
      'Internet',
      'kein Netzwerk',
      'keine Verbindung',
      'Netzwerk',
      'Verbindung bricht ab',
      'Netzwerkkabel',
    ],
    variables: [
      sessionValue('target', 'What is not reached', 'FS02'),
      sessionValue('port', 'Port of the service', '445'),
      clientValue('gateway', 'Gateway of the network', '10.0.10.1'),
    ],
  },
  [
    check('address', 'Link and address', {
      group: 'Here',
      commands: [
        reads('ipconfig /all', {
          ...here,
          shell: 'cmd',
          expect: 'Address, gateway and DNS of this network',
        }),
        reads('Get-NetAdapter', { ...here, expect: 'Up' }),
      ],
      ways: [
        way(
          'All of this network',
          'gateway',
          observed('Address, gateway and DNS servers belong to this network.'),
        ),
        way('No link', 'plug', observed('The network adapter has no link.'), {
          shownBy: ['cable_out'],
        }),
        way(
          'Address 169.254.x.x',
          'dhcp',
          observed('The computer has a 169.254 address: no DHCP server answered.'),
          { shownBy: ['address_none'] },
        ),
        way(
          'Address of another network',
          'dhcp',
          observed('The computer has an address of another network.'),
        ),
      ],
      links: [
        link(
          'exists',
          'TCP/IP connectivity issues',
          '…/windows-client/networking/tcp-ip-connectivity-issues-troubleshooting',
        ),
      ],
    }),
    action('plug', 'Bring the link up', {
      body: 'Cable, other port, Wi-Fi on, airplane mode off, dock.',
      group: 'Here',
      before: 'Note cable, port and Wi-Fi as found.',
      undo: 'Plug back as found.',
      ways: [
        way('Link is up', 'again', did('Brought the network link up at the workplace.'), {
          cause: 'The computer had no network link at its workplace.',
        }),
        way(
          'Still no link',
          'site',
          tested('The adapter has no link with another cable and port either.'),
        ),
      ],
    }),
    subFlow('dhcp', 'Address by DHCP', 'dhcp-lease', {
      group: 'Here',
      ways: [
        way('Right address now', 'again', undefined, { id: 'fixed' }),
        way('Address is right', 'gateway', undefined, { id: 'fine' }),
      ],
    }),
    check('gateway', 'Gateway', {
      group: 'Site',
      commands: [
        reads('ping "{gateway}"', { ...here, shell: 'cmd' }),
        reads('arp -a', { ...here, shell: 'cmd', expect: '{gateway} with one MAC address' }),
      ],
      ways: [
        way('Answers', 'beyond', tested('The gateway {gateway} answers.')),
        way(
          'No ping, but in ARP list',
          'beyond',
          tested('The gateway {gateway} does not answer ping, but is in the ARP list.'),
        ),
        way(
          'No answer at all',
          'site',
          tested('The gateway {gateway} does not answer and is not in the ARP list.'),
        ),
        way('Duplicate address', 'site', observed('Two devices use the same address.')),
      ],
    }),
    check('beyond', 'Beyond the gateway', {
      body: 'If the target is inside, skip this.',
      group: 'Way',
      commands: [
        reads('Test-NetConnection -ComputerName 1.1.1.1 -TraceRoute', {
          ...here,
          expect: 'Hops past the edge of the site',
        }),
      ],
      ways: [
        way('Target is inside', 'names'),
        way('Gets outside', 'names', tested('The way to the internet is open.')),
        way(
          'Stops at the edge',
          'edge',
          tested('The way to the internet ends at the edge of the site.'),
        ),
      ],
    }),
    check('edge', 'Are others at the site cut off?', {
      body: 'Line lights or state of the modem and firewall; a second device; a phone off Wi-Fi.',
      group: 'Way',
      ways: [
        way('Whole site is offline', 'isp', tested('No device of the site gets to the internet.')),
        way(
          'Only this device',
          'known',
          tested('Other devices of the site get to the internet; this one stops at the edge.'),
        ),
      ],
    }),
    check('names', 'Does the name resolve?', {
      group: 'Way',
      commands: [
        reads('Resolve-DnsName -Name "{target}"', { ...here, expect: 'The right address' }),
      ],
      ways: [
        way('Yes', 'port', tested('{target} resolves to the right address.')),
        way('No, or wrong', 'dns', tested('{target} does not resolve to the right address.'), {
          shownBy: ['name_unknown'],
        }),
        way('It is an address', 'port'),
      ],
    }),
    subFlow('dns', 'Name resolution', 'dns-resolution', {
      group: 'Way',
      gives: { name: '{target}' },
      ways: [
        way('Name resolves again', 'again', undefined, { id: 'fixed' }),
        way('Names are fine', 'port', undefined, { id: 'fine' }),
      ],
    }),
    check('port', 'Port of the service', {
      body: 'Closed? Try the same from a second place: it tells host from firewall.',
      group: 'Service',
      commands: [
        reads('Test-NetConnection -ComputerName "{target}" -Port {port}', {
          ...here,
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      ways: [
        way('Open', 'between', tested('{target} answers on port {port}.'), {
          shownBy: ['path_open'],
        }),
        way(
          'Closed from here only',
          'known',
          tested(
            '{target} answers on port {port} from a second place, not from here: blocked in between.',
          ),
        ),
        way(
          'Closed from everywhere',
          'known',
          tested(
            '{target} answers on port {port} from no place: the service is down or its firewall blocks it.',
          ),
        ),
      ],
      links: [
        link(
          'exists',
          'SMB directly over TCP/IP',
          '…/windows-server/networking/direct-hosting-of-smb-over-tcpip',
        ),
      ],
    }),
    check('between', 'Proxy, VPN, packet size', {
      group: 'Service',
      commands: [
        reads('netsh winhttp show proxy', {
          ...here,
          shell: 'cmd',
          expect: 'Direct access, or the proxy meant',
        }),
        reads('Get-VpnConnection', here),
        reads('ping -f -l 1400 "{target}"', {
          ...here,
          shell: 'cmd',
          expect: 'Answers; "needs to be fragmented" means MTU',
        }),
      ],
      ways: [
        way(
          'Nothing in the way',
          'fine',
          tested('Proxy, VPN and packet size show no fault on the way to {target}.'),
        ),
        way(
          'Proxy in the way',
          'known',
          observed('A proxy setting diverts the traffic to {target}.'),
        ),
        way('VPN in the way', 'known', observed('A VPN diverts the traffic to {target}.')),
        way(
          'Large packets get lost',
          'known',
          tested('Packets of 1400 bytes to {target} get lost; small ones arrive.'),
        ),
      ],
    }),
    check('again', 'Does the target answer now?', {
      group: 'Verification',
      commands: [
        reads('Test-NetConnection -ComputerName "{target}" -Port {port}', {
          ...here,
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      ways: [
        way('Yes', 'fixed', tested('{target} answers on port {port} from the computer.')),
        way('Not yet', 'gateway', tested('{target} still does not answer on port {port}.')),
        way(
          'Not yet, and walked twice',
          'known',
          decided('The way was walked twice without success; handed over.'),
        ),
      ],
    }),

    end('fixed', 'Target is reached again', 'returns', {
      returns: 'fixed',
      alone: 'resolved',
      verification: '{target} answers on port {port} and the application works',
      tell: 'Your computer reaches the network again.',
    }),
    end('fine', 'Network is fine', 'returns', {
      returns: 'fine',
      verification: '{target} answers on port {port} from the computer',
      evidence: ['What the application still shows'],
    }),
    end('known', 'Where it breaks is known', 'returns', {
      returns: 'open',
      alone: 'escalate',
      cause: {
        status: 'probable',
        text: 'The way to {target} is blocked between the last place that answers and the next.',
      },
      evidence: [
        'Last place that answers',
        'Port result from two places',
        'Proxy, VPN and packet size',
        'Firewall changes of the day, as far as known',
      ],
      tell: 'We know where the connection is blocked and have passed it on.',
      followUp: 'Open the way at the place found',
    }),
    end('site', 'Fault at the site', 'escalate', {
      cause: { status: 'probable', text: 'A fault in the local network of the site.' },
      evidence: [
        'Port, cable and switch',
        'Wired or wireless',
        'Address, gateway, ARP list',
        'Other devices at the same place',
      ],
      tell: 'The fault is in the network of your site. A colleague will look at it there.',
      followUp: 'Look at switch, access point and port at the site',
    }),
    end('isp', 'Line of the provider', 'vendor', {
      cause: { status: 'probable', text: 'The internet line of the site is down.' },
      evidence: [
        'Provider and line number',
        'State lights of the modem',
        'Where the trace ends',
        'Fault number of the provider',
      ],
      tell: 'The internet line of your site is down. We have reported it to the provider.',
      followUp: 'Ask the provider for the state of the line',
    }),
  ],
)

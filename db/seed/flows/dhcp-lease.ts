/** No address or a wrong one: client, server, addresses left, relay, a second server. */
import {
  APPROVED_BY,
  action,
  authorFlow,
  authorisation,
  changes,
  check,
  clientValue,
  deadEnd,
  decided,
  did,
  disrupts,
  end,
  link,
  observed,
  question,
  reads,
  reported,
  sessionValue,
  subFlow,
  tested,
  way,
} from './author-flow.ts'

const onClient = { where: 'on the affected computer' }
const onServer = { where: 'on {dhcp}, elevated' }

export const dhcpLease = authorFlow(
  {
    slug: 'dhcp-lease',
    name: 'No or wrong address (DHCP)',
    kind: 'troubleshooting',
    summary: 'A device gets no address, a 169.254 address, or one of the wrong network.',
    category: 'Network',
    words: [
      'DHCP',
      '169.254',
      'APIPA',
      'no IP',
      'no IP address',
      'IP address conflict',
      'duplicate address',
      'duplicate IP',
      'limited connectivity',
      'unidentified network',
      'DHCP lease',
      'DHCP scope full',
      'scope full',
      'BAD_ADDRESS',
      'wrong subnet',
      'wrong IP range',
      'ipconfig renew',
      'keine IP-Adresse',
      'IP-Adresse',
      'IP-Konflikt',
      'eingeschränkte Konnektivität',
      'keine gültige IP-Konfiguration',
      'valid IP configuration',
    ],
    variables: [
      clientValue('dhcp', 'DHCP server', 'DC01'),
      clientValue('scope', 'Scope, by its network', '10.0.20.0'),
      sessionValue('first_address', 'First address to exclude', '10.0.20.10'),
      sessionValue('last_address', 'Last address to exclude', '10.0.20.19'),
      sessionValue('foreign', 'Address of the foreign DHCP server', '192.168.0.1'),
      sessionValue('adapter', 'Network adapter', 'Ethernet'),
      APPROVED_BY,
    ],
  },
  [
    question('who', 'Who gets no right address?', {
      group: 'Scope',
      ways: [
        way('One device', 'client', reported('One device is reported to get no right address.')),
        way(
          'One network or Wi-Fi',
          'addresses',
          reported('Devices of one network are reported to get no right address.'),
        ),
        way('Everyone', 'server', reported('No device is reported to get an address.')),
      ],
    }),

    check('client', 'Settings of the client', {
      body: 'Cable and port first. Then: DHCP on, service running, which server answered?',
      group: 'Client',
      commands: [
        reads('ipconfig /all', {
          ...onClient,
          shell: 'cmd',
          expect: 'DHCP Enabled: Yes; DHCP Server: {dhcp}',
        }),
        reads(
          'Get-NetIPInterface -AddressFamily IPv4 | Select-Object InterfaceAlias, Dhcp',
          onClient,
        ),
        reads('Get-Service -Name Dhcp', { ...onClient, expect: 'Running' }),
      ],
      ways: [
        way(
          'Asks, gets nothing',
          'renew',
          observed('DHCP is on at the client, but no lease was given.'),
        ),
        way(
          'Fixed address by mistake',
          'set-dhcp',
          observed('The adapter {adapter} has a fixed address.'),
          {
            cause: 'The adapter {adapter} had a fixed address that does not fit this network.',
          },
        ),
        way(
          'DHCP client is stopped',
          'start-client',
          observed('The DHCP client service is stopped.'),
          {
            cause: 'The DHCP client service was stopped.',
          },
        ),
        way(
          'A foreign server answered',
          'second',
          observed('The lease comes from a DHCP server that is not ours.'),
        ),
        way(
          'Address is right',
          'fine',
          observed('Address, gateway and DNS servers are right and come from {dhcp}.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Client gets no valid address',
          '…/windows-server/networking/dhcp-client-fail-obtain-valid-ip-address',
        ),
      ],
    }),
    action('set-dhcp', 'Set the adapter to DHCP', {
      group: 'Client',
      commands: [
        changes('netsh interface ipv4 set address name="{adapter}" source=dhcp', {
          where: 'on the affected computer, elevated',
          shell: 'cmd',
        }),
        changes('netsh interface ipv4 set dnsservers name="{adapter}" source=dhcp', {
          where: 'on the affected computer, elevated',
          shell: 'cmd',
        }),
      ],
      before:
        'Note address, mask, gateway and DNS servers: `ipconfig /all`. A remote session may break off.',
      undo: 'Enter the noted address, mask, gateway and DNS servers again.',
      ways: [
        way('Done', 'verify', did('Set the adapter {adapter} to DHCP.')),
        way(
          'Fixed address is wanted',
          'escalate',
          decided('The fixed address of the adapter {adapter} is wanted and was left.'),
        ),
      ],
    }),
    action('start-client', 'Start the DHCP client', {
      group: 'Client',
      commands: [
        changes('Set-Service -Name Dhcp -StartupType Automatic; Start-Service -Name Dhcp', {
          where: 'on the affected computer, elevated',
        }),
      ],
      before:
        'Note state and start type: `Get-Service -Name Dhcp | Select-Object Status, StartType`.',
      undo: '`Set-Service -Name Dhcp -StartupType <noted type>`',
      ways: [
        way(
          'It runs',
          'verify',
          did('Started the DHCP client service and set it to start by itself.'),
        ),
        way(
          'It does not start',
          'escalate',
          deadEnd('Started the DHCP client service; it did not stay running.'),
        ),
      ],
    }),
    action('renew', 'Ask for a new lease', {
      body: 'Cuts a remote session: have the user type it.',
      group: 'Client',
      commands: [
        changes('ipconfig /release', { ...onClient, shell: 'cmd' }),
        changes('ipconfig /renew', {
          ...onClient,
          shell: 'cmd',
          expect: 'An address of this network',
        }),
      ],
      before: 'Note the present address: `ipconfig /all`.',
      undo: 'Nothing to undo; the next lease replaces this one.',
      ways: [
        way('Got a lease', 'verify', did('Renewed the lease; the client got an address.')),
        way('Got none', 'other-device', deadEnd('Renewed the lease; the client got no address.')),
      ],
    }),
    check('other-device', 'Does another device work here?', {
      body: 'Same port or Wi-Fi, another device. Then this device at another port.',
      group: 'Client',
      ways: [
        way(
          'Nothing works here',
          'addresses',
          tested('Another device gets no lease at the same place either.'),
        ),
        way(
          'Other devices work',
          'device',
          tested('Another device gets a lease at the same place.'),
        ),
        way('This port only', 'relay', tested('The device gets a lease at another port.')),
      ],
    }),

    check('server', 'The DHCP server', {
      group: 'Server',
      commands: [
        reads('Get-Service -Name DHCPServer', { ...onServer, expect: 'Running' }),
        reads('Get-DhcpServerInDC', { ...onServer, expect: '{dhcp} in the list' }),
        reads('Get-DhcpServerv4Binding', { ...onServer, expect: 'Bound to the right address' }),
        reads('netstat -anb -p udp', {
          ...onServer,
          shell: 'cmd',
          expect: 'Port 67 held by the DHCP server only',
        }),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='System'; ProviderName='Microsoft-Windows-DHCP-Server'} -MaxEvents 20",
          onServer,
        ),
      ],
      ways: [
        way(
          'Service is stopped',
          'start-server',
          observed('The DHCP service on {dhcp} is stopped.'),
          {
            cause: 'The DHCP service on {dhcp} was stopped.',
          },
        ),
        way(
          'Not authorised',
          'authorise-asked',
          observed('{dhcp} is not authorised as a DHCP server in the directory.'),
          {
            cause: '{dhcp} was not authorised as a DHCP server in the directory.',
          },
        ),
        way(
          'Another process has port 67',
          'escalate',
          observed('Another process on {dhcp} holds UDP port 67.'),
        ),
        way(
          'Server is fine',
          'addresses',
          observed('The DHCP service on {dhcp} runs, is authorised and bound.'),
        ),
      ],
      links: [
        link(
          'read',
          'DHCP troubleshooting guidance',
          '…/windows-server/networking/troubleshoot-dhcp-guidance',
        ),
      ],
    }),
    action('start-server', 'Start the DHCP service', {
      group: 'Server',
      commands: [changes('Start-Service -Name DHCPServer', onServer)],
      before: 'Note the last DHCP events of the System log; stopped on purpose?',
      undo: '`Stop-Service -Name DHCPServer`',
      ways: [
        way('It runs', 'verify', did('Started the DHCP service on {dhcp}.')),
        way(
          'It stops again',
          'escalate',
          deadEnd('Started the DHCP service on {dhcp}; it stopped again.'),
        ),
      ],
    }),
    ...authorisation('authorise-asked', 'authorising {dhcp} as a DHCP server', {
      to: 'authorise',
      otherwise: 'escalate',
      body: 'Needs a domain administrator. Why was the authorisation gone?',
    }),
    action('authorise', 'Authorise the server', {
      group: 'Server',
      commands: [changes('Add-DhcpServerInDC', onServer)],
      before: 'Note the present list: `Get-DhcpServerInDC`.',
      undo: '`Remove-DhcpServerInDC`, on {dhcp}',
      ways: [
        way('Authorised', 'verify', did('Authorised {dhcp} as a DHCP server in the directory.')),
        way('Refused', 'escalate', tested('Authorising {dhcp} was refused.')),
      ],
    }),

    check('addresses', 'Addresses left', {
      group: 'Scope of addresses',
      commands: [
        reads('Get-DhcpServerv4ScopeStatistics -ScopeId "{scope}"', {
          ...onServer,
          expect: 'Free above zero',
        }),
        reads('Get-DhcpServerv4Lease -ScopeId "{scope}" -BadLeases', {
          ...onServer,
          expect: 'Nothing',
        }),
        reads('Get-DhcpServerv4ExclusionRange -ScopeId "{scope}"', onServer),
      ],
      ways: [
        way(
          'Scope is full',
          'room-asked',
          observed('The scope {scope} on {dhcp} has no address left.'),
          {
            cause: 'The scope {scope} on {dhcp} had no address left.',
          },
        ),
        way(
          'BAD_ADDRESS entries',
          'exclude',
          observed('The scope {scope} shows BAD_ADDRESS: fixed addresses inside the range.'),
          {
            cause: 'Devices with fixed addresses stood inside the range of the scope {scope}.',
          },
        ),
        way(
          'Addresses are left',
          'relay',
          observed('The scope {scope} on {dhcp} has addresses left.'),
        ),
        way(
          'Scope is switched off',
          'escalate',
          observed('The scope {scope} on {dhcp} is switched off.'),
        ),
      ],
    }),
    ...authorisation('room-asked', 'shortening the leases of {scope}', {
      to: 'make-room',
      otherwise: 'escalate',
      body: 'Who fills it? Guests on the office Wi-Fi are a frequent reason.',
    }),
    action('make-room', 'Make room in the scope', {
      body: 'Shorter leases free addresses as devices leave. Remove a lease only if its device is gone.',
      group: 'Scope of addresses',
      commands: [
        changes('Set-DhcpServerv4Scope -ScopeId "{scope}" -LeaseDuration 08:00:00', onServer),
      ],
      before: 'Note the present duration: `Get-DhcpServerv4Scope -ScopeId "{scope}"`.',
      undo: '`Set-DhcpServerv4Scope -ScopeId "{scope}" -LeaseDuration <noted duration>`',
      ways: [
        way(
          'Addresses are free',
          'verify',
          did('Shortened the leases of the scope {scope} to 8 hours; addresses are free again.'),
        ),
        way(
          'Still full',
          'escalate',
          deadEnd('Shortened the leases of the scope {scope} to 8 hours; it stayed full.'),
        ),
      ],
    }),
    action('exclude', 'Exclude the fixed addresses', {
      group: 'Scope of addresses',
      commands: [
        changes(
          'Add-DhcpServerv4ExclusionRange -ScopeId "{scope}" -StartRange "{first_address}" -EndRange "{last_address}"',
          onServer,
        ),
      ],
      before: 'Note which devices hold the addresses, and the present exclusions.',
      undo: '`Remove-DhcpServerv4ExclusionRange -ScopeId "{scope}" -StartRange "{first_address}" -EndRange "{last_address}"`',
      ways: [
        way(
          'Excluded',
          'verify',
          did('Excluded {first_address} to {last_address} from the scope {scope}.'),
        ),
        way(
          'Devices not found',
          'escalate',
          tested('The devices behind the BAD_ADDRESS entries were not found.'),
        ),
      ],
    }),

    check('relay', 'Relay of the network', {
      body: 'Only where the server is in another network: relay (helper) address on router or switch; ping the relay from {dhcp}.',
      group: 'Way',
      ways: [
        way(
          'No relay needed',
          'second',
          observed('Server and clients are in the same network; no relay is needed.'),
        ),
        way('Relay is right', 'second', tested('The relay points to {dhcp} and answers it.')),
        way(
          'Relay missing or wrong',
          'escalate',
          observed('The relay of the network does not point to {dhcp}.'),
        ),
      ],
    }),
    check('second', 'Is there a second server?', {
      body: 'Which address stands under "DHCP Server"?',
      group: 'Way',
      commands: [
        reads('ipconfig /all', { ...onClient, shell: 'cmd', expect: 'DHCP Server: {dhcp}' }),
      ],
      ways: [
        way('None or ours', 'trace', observed('No foreign DHCP server answers.')),
        way(
          'A known device',
          'unplug-asked',
          observed('A foreign DHCP server answers from {foreign}.'),
          {
            cause: 'A second DHCP server at {foreign} handed out wrong addresses.',
          },
        ),
        way(
          'An unknown device',
          'hostile',
          observed('An unknown DHCP server answers from {foreign}.'),
        ),
      ],
    }),
    ...authorisation('unplug-asked', 'taking the device at {foreign} off the network', {
      to: 'unplug',
      otherwise: 'escalate',
      body: 'Find it by its MAC address in the table of the switch.',
    }),
    action('unplug', 'Take the device off', {
      safety: 'disrupts',
      group: 'Way',
      commands: [
        disrupts('ipconfig /renew', {
          where: 'on the affected computer, after the device is off',
          shell: 'cmd',
        }),
      ],
      before: 'Note MAC address, switch and port of {foreign}, and what else hangs on it.',
      undo: 'Plug it in again at the same port, with its DHCP server off.',
      ways: [
        way(
          'It is off',
          'verify',
          did('Took the foreign DHCP server at {foreign} off the network.'),
        ),
        way(
          'Not found',
          'escalate',
          tested('The device behind {foreign} was not found at the site.'),
        ),
      ],
    }),
    subFlow('hostile', 'Suspected takeover', 'suspected-compromise', {
      group: 'Way',
      ways: [way('Known and harmless', 'unplug-asked', undefined, { id: 'harmless' })],
    }),
    check('trace', 'Where is the lease lost?', {
      body: 'Record on client and server at once, renew, stop. Discover, offer, request, acknowledge: which is missing where?',
      group: 'Way',
      commands: [
        reads('pktmon filter add DHCP -p 67', { where: 'on both, elevated', shell: 'cmd' }),
        reads('pktmon start --capture --pkt-size 0 --file-name dhcp.etl', {
          where: 'on both, elevated',
          shell: 'cmd',
        }),
        reads('pktmon stop', { where: 'on both, elevated', shell: 'cmd' }),
        reads('pktmon etl2pcap dhcp.etl', { where: 'on both, elevated', shell: 'cmd' }),
      ],
      ways: [
        way(
          'Discover does not arrive',
          'escalate',
          tested('The client’s discover does not arrive at {dhcp}.'),
        ),
        way(
          'Server makes no offer',
          'escalate',
          tested('The discover arrives at {dhcp}, but no offer is made.'),
        ),
        way(
          'Offer does not arrive',
          'escalate',
          tested('{dhcp} makes an offer that does not arrive at the client.'),
        ),
        way(
          'All four are there',
          'verify',
          tested('Discover, offer, request and acknowledge are all there.'),
        ),
      ],
    }),

    check('verify', 'Right address?', {
      group: 'Verification',
      commands: [
        reads('ipconfig /all', {
          ...onClient,
          shell: 'cmd',
          expect: 'Address, gateway, DNS; DHCP Server: {dhcp}',
        }),
      ],
      ways: [
        way(
          'All right',
          'fixed',
          tested('The client has address, gateway and DNS servers from {dhcp}.'),
        ),
        way('Still none or wrong', 'escalate', tested('The client still has no right address.')),
      ],
    }),
    end('fixed', 'Right address', 'returns', {
      returns: 'fixed',
      alone: 'resolved',
      verification: 'the device has a right address from {dhcp} and kept it over a restart',
      tell: 'Your device is on the network again.',
    }),
    end('fine', 'Address was right', 'returns', {
      returns: 'fine',
      verification: 'address, gateway and DNS servers come from {dhcp}',
      evidence: ['Output of ipconfig /all'],
    }),
    end('device', 'Fault of this device', 'escalate', {
      cause: {
        status: 'probable',
        text: 'A fault of this device: adapter, driver, or a filter on its MAC address.',
      },
      evidence: [
        'Adapter, driver and MAC address',
        'MAC filters of switch, Wi-Fi and DHCP server',
        'Result at another port',
      ],
      tell: 'The fault is in your device. A colleague will look at its network adapter.',
      followUp: 'Look at adapter, driver and MAC filters',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'ipconfig /all of the client',
        'State of service and scope',
        'Relay, and which server answers',
        'Trace of both sides, if made',
      ],
      tell: 'We know where the address gets lost and have passed it on to a colleague.',
      followUp: 'Take over with the state of scope and relay',
    }),
  ],
)

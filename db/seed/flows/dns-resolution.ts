/** A name does not resolve, or resolves wrong: client, each server, record, forwarding. */
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
const onDns = { where: 'on {dns}, elevated' }
const HOSTS = '$env:SystemRoot\\System32\\drivers\\etc\\hosts'

export const dnsResolution = authorFlow(
  {
    slug: 'dns-resolution',
    name: 'Name resolution (DNS)',
    kind: 'troubleshooting',
    summary: 'A name is not found or leads to a wrong address, inside or outside.',
    category: 'Network',
    words: [
      'DNS',
      'name resolution',
      'name not resolved',
      'cannot resolve',
      'does not resolve',
      'cannot find server',
      'server not found',
      'host not found',
      'internal site',
      'intranet',
      'NXDOMAIN',
      'DNS_PROBE_FINISHED_NXDOMAIN',
      'DNS_PROBE',
      'nslookup',
      'wrong IP',
      'forwarder',
      'hosts file',
      '4013',
      '4004',
      '0x80072ee7',
      'Namensauflösung',
      'Server nicht gefunden',
      'DNS Server antwortet nicht',
      'DNS server not responding',
    ],
    variables: [
      sessionValue('name', 'Name that fails', 'intranet.corp.example'),
      clientValue('dns', 'DNS server of the client', 'DC01'),
      clientValue('domain', 'Domain', 'corp.example'),
      sessionValue('record', 'Name inside the zone', 'intranet'),
      sessionValue('address', 'Right address', '10.0.10.25'),
      sessionValue('old_address', 'Wrong address in the record', '10.0.10.20'),
      sessionValue('adapter', 'Network adapter', 'Ethernet'),
      clientValue('forwarder', 'Forwarder in use', '9.9.9.9'),
      sessionValue('new_forwarder', 'New forwarder', '1.1.1.1'),
      APPROVED_BY,
    ],
  },
  [
    question('which', 'Which names fail, and where?', {
      group: 'Scope',
      ways: [
        way('One name', 'servers', reported('The name {name} is reported not to resolve.')),
        way(
          'Everything on one computer',
          'client',
          reported('On one computer no name is reported to resolve.'),
        ),
        way(
          'All internal names',
          'servers',
          reported('Internal names such as {name} are reported not to resolve.'),
        ),
        way(
          'All external names',
          'forwarding',
          reported('External names are reported not to resolve.'),
        ),
        way(
          'Everything, everywhere',
          'server',
          reported('No name is reported to resolve on any computer.'),
        ),
      ],
    }),

    check('client', 'Settings of the client', {
      body: 'A computer of a domain asks internal DNS servers only.',
      group: 'Client',
      commands: [
        reads('Get-DnsClientServerAddress -AddressFamily IPv4', {
          ...onClient,
          expect: 'Only internal DNS servers',
        }),
        reads('ipconfig /all', { ...onClient, shell: 'cmd' }),
        reads(`Get-Content "${HOSTS}"`, { ...onClient, expect: 'No line for {name}' }),
        reads('Get-DnsClientNrptPolicy', { ...onClient, expect: 'No rule for {name}' }),
      ],
      ways: [
        way(
          'Settings are right',
          'servers',
          observed(
            'The client asks internal DNS servers only; hosts file and VPN rules hold nothing for {name}.',
          ),
        ),
        way(
          'Public or router DNS set',
          'set-dns',
          observed('The client asks a DNS server that does not know the internal names.'),
          {
            cause: 'The client asked a DNS server that does not know the internal names.',
          },
        ),
        way(
          'Hosts file has an entry',
          'hosts',
          observed('The hosts file of the client holds an entry for {name}.'),
          {
            cause: 'An entry in the hosts file of the client overrode DNS for {name}.',
          },
        ),
        way(
          'A VPN rule redirects it',
          'escalate',
          observed('A name resolution rule of the VPN sends {name} to another DNS server.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Best practices for DNS client settings',
          '…/windows-server/networking/best-practices-for-dns-client-settings',
        ),
        link(
          'exists',
          'Troubleshoot DNS clients',
          'https://learn.microsoft.com/windows-server/networking/dns/troubleshoot/troubleshoot-dns-client',
        ),
      ],
    }),
    action('set-dns', 'Correct the DNS servers', {
      body: 'By DHCP if it can be: wrong servers from DHCP are corrected there, not on each computer.',
      group: 'Client',
      commands: [
        changes('Set-DnsClientServerAddress -InterfaceAlias "{adapter}" -ResetServerAddresses', {
          ...onClient,
          expect: 'Back to what DHCP hands out',
        }),
        changes('Set-DnsClientServerAddress -InterfaceAlias "{adapter}" -ServerAddresses "{dns}"', {
          ...onClient,
          expect: 'Only where addresses are set by hand',
        }),
      ],
      before:
        'Note the present addresses: `Get-DnsClientServerAddress -InterfaceAlias "{adapter}"`.',
      undo: '`Set-DnsClientServerAddress -InterfaceAlias "{adapter}" -ServerAddresses <noted addresses>`',
      ways: [
        way(
          'Corrected',
          'verify',
          did('Corrected the DNS servers of the adapter {adapter} to internal ones.'),
        ),
        way(
          'Comes from DHCP',
          'escalate',
          observed('The wrong DNS servers are handed out by DHCP.'),
        ),
      ],
    }),
    action('hosts', 'Remove the hosts entry', {
      group: 'Client',
      commands: [
        changes(`Copy-Item "${HOSTS}" "${HOSTS}.before"`, {
          where: 'on the affected computer, elevated',
        }),
        changes(`notepad "${HOSTS}"`, { where: 'on the affected computer, elevated' }),
      ],
      before: 'Copy the file with the first command. Ask who set the entry, and why.',
      undo: `\`Copy-Item "${HOSTS}.before" "${HOSTS}"\``,
      ways: [
        way(
          'Removed',
          'verify',
          did('Removed the entry for {name} from the hosts file of the client.'),
        ),
        way(
          'Entry is wanted',
          'escalate',
          decided('The hosts entry for {name} is wanted and was left.'),
        ),
      ],
    }),

    check('servers', 'Ask each DNS server directly', {
      body: 'Once per DNS server of the client. "Does not exist" is an answer; a timeout is none.',
      group: 'Servers',
      commands: [
        reads('Resolve-DnsName -Name "{name}" -Server "{dns}"', {
          ...onClient,
          expect: 'The right address from every server',
        }),
      ],
      ways: [
        way(
          'All answer right',
          'clear-cache',
          tested('Every DNS server answers {name} with the right address.'),
        ),
        way(
          'All say it does not exist',
          'record',
          tested('Every DNS server answers that {name} does not exist.'),
        ),
        way(
          'All give a wrong address',
          'record',
          tested('Every DNS server answers {name} with a wrong address.'),
        ),
        way(
          'One server is silent',
          'server',
          tested('{dns} does not answer the question for {name}.'),
        ),
        way(
          'Different answers',
          'differ',
          tested('The DNS servers give different answers for {name}.'),
        ),
        way(
          'Only outside names fail',
          'forwarding',
          tested('{dns} answers internal names, but no external ones.'),
        ),
      ],
    }),
    action('clear-cache', 'Clear the client’s cache', {
      group: 'Client',
      commands: [changes('Clear-DnsClientCache', onClient)],
      before: 'Note the cached answer: `Get-DnsClientCache -Entry "{name}"`.',
      undo: 'Nothing to undo; the cache fills by itself.',
      ways: [
        way('Cleared', 'verify', did('Cleared the DNS cache of the client.')),
        way(
          'Names were fine all along',
          'verify',
          tested('{name} resolved on the client before anything was changed.'),
        ),
      ],
    }),

    check('record', 'The record in the zone', {
      group: 'Record',
      commands: [
        reads('Get-DnsServerResourceRecord -ZoneName "{domain}" -Name "{record}"', {
          ...onDns,
          expect: 'Right address; time stamp empty or of late',
        }),
      ],
      ways: [
        way(
          'Record is missing',
          'why-missing',
          observed('The zone {domain} holds no record "{record}".'),
        ),
        way(
          'Address is wrong',
          'correct-record',
          observed('The record "{record}" in {domain} holds a wrong address.'),
          {
            cause: 'The DNS record "{record}" in {domain} held a wrong address.',
          },
        ),
        way(
          'Record is right',
          'forwarding',
          observed('The record "{record}" in {domain} holds the right address.'),
        ),
        way(
          'Zone is not ours',
          'vendor',
          observed('{name} belongs to a zone that is hosted outside.'),
        ),
      ],
      links: [
        link(
          'exists',
          'DNS records not present',
          '…/windows-server/networking/dns-records-not-present',
        ),
      ],
    }),
    check('why-missing', 'Why is it missing?', {
      body: 'Scavenging deletes records whose owner has stopped renewing them.',
      group: 'Record',
      commands: [
        reads('Get-DnsServerZoneAging -Name "{domain}"', onDns),
        reads('Get-DnsServerScavenging', onDns),
      ],
      ways: [
        way(
          'Owner did not register',
          'register',
          observed('The owner of {name} has not registered its record.'),
          {
            cause: 'The owner of {name} had not registered its DNS record.',
          },
        ),
        way(
          'Scavenged',
          'register',
          observed('The record "{record}" was removed by scavenging of {domain}.'),
          {
            cause: 'The DNS record "{record}" had been removed by scavenging.',
          },
        ),
        way(
          'Deleted, or never made',
          'create-record',
          observed('The record "{record}" has to be made by hand and is not there.'),
          {
            cause: 'The DNS record "{record}" was missing in the zone {domain}.',
          },
        ),
        way(
          'Not known',
          'create-record',
          decided('Why the record "{record}" is missing was not determined.'),
        ),
      ],
      links: [
        link('exists', 'DNS scavenging setup', '…/windows-server/networking/dns-scavenging-setup'),
      ],
    }),
    action('register', 'Let the owner register', {
      body: 'On the computer that the name belongs to.',
      group: 'Record',
      commands: [
        changes('ipconfig /registerdns', {
          where: 'on the owner of {name}, elevated',
          shell: 'cmd',
        }),
      ],
      before: 'Note the missing record and the time; registration takes some minutes.',
      undo: 'Delete the record again in the zone {domain}.',
      ways: [
        way(
          'Record is there',
          'verify',
          did('Had the owner of {name} register its record; it is in {domain} again.'),
        ),
        way(
          'Record does not come',
          'create-record',
          deadEnd('Had the owner of {name} register its record; none appeared in {domain}.'),
        ),
      ],
    }),
    action('create-record', 'Create the record', {
      group: 'Record',
      commands: [
        changes(
          'Add-DnsServerResourceRecordA -ZoneName "{domain}" -Name "{record}" -IPv4Address "{address}"',
          onDns,
        ),
      ],
      before: 'Note that no record "{record}" is there, and who named the address {address}.',
      undo: '`Remove-DnsServerResourceRecord -ZoneName "{domain}" -Name "{record}" -RRType A -RecordData "{address}"`',
      ways: [
        way(
          'Created',
          'verify',
          did('Created the record "{record}" with the address {address} in {domain}.'),
        ),
        way(
          'Not mine to change',
          'escalate',
          decided('The record "{record}" was left to the owner of the zone {domain}.'),
        ),
      ],
    }),
    action('correct-record', 'Correct the address', {
      group: 'Record',
      commands: [
        changes(
          'Add-DnsServerResourceRecordA -ZoneName "{domain}" -Name "{record}" -IPv4Address "{address}"',
          onDns,
        ),
        changes(
          'Remove-DnsServerResourceRecord -ZoneName "{domain}" -Name "{record}" -RRType A -RecordData "{old_address}"',
          { ...onDns, expect: 'Asks before it deletes' },
        ),
      ],
      before: 'Note the present record with its address {old_address}.',
      undo: 'Add the record with {old_address} again and remove the one with {address}.',
      ways: [
        way(
          'Corrected',
          'verify',
          did('Changed the record "{record}" in {domain} from {old_address} to {address}.'),
        ),
        way(
          'Not mine to change',
          'escalate',
          decided('The record "{record}" was left to the owner of the zone {domain}.'),
        ),
      ],
    }),

    check('server', 'The DNS server itself', {
      group: 'Servers',
      commands: [
        reads('Test-NetConnection -ComputerName "{dns}" -Port 53', {
          ...onClient,
          expect: 'TcpTestSucceeded : True',
        }),
        reads('Get-Service -Name DNS', { ...onDns, expect: 'Running' }),
        reads("Get-WinEvent -FilterHashtable @{LogName='DNS Server'; Id=4004,4013} -MaxEvents 10", {
          ...onDns,
          expect: '4013: waits for the directory',
        }),
        reads('Get-Volume', onDns),
      ],
      ways: [
        way(
          'Service is stopped',
          'restart-asked',
          observed('The DNS service on {dns} is not running.'),
          {
            cause: 'The DNS service on {dns} was not running.',
          },
        ),
        way(
          'Waits for the directory (4013)',
          'replication',
          observed('{dns} logs event 4013: DNS waits for the directory to synchronise.'),
        ),
        way(
          'Port 53 is closed',
          'escalate',
          tested('The DNS service on {dns} runs, but port 53 does not answer from the client.'),
        ),
        way(
          'Disk full or overloaded',
          'escalate',
          observed('{dns} has no disk space left or is overloaded.'),
        ),
        way('It answers now', 'verify', tested('{dns} answers again; nothing was changed.')),
      ],
      links: [
        link(
          'read',
          'DNS troubleshooting guidance',
          '…/windows-server/networking/troubleshoot-dns-guidance',
        ),
        link(
          'exists',
          'Troubleshoot DNS servers',
          'https://learn.microsoft.com/windows-server/networking/dns/troubleshoot/troubleshoot-dns-server',
        ),
      ],
    }),
    ...authorisation('restart-asked', 'restarting the DNS service on {dns}', {
      to: 'restart-dns',
      otherwise: 'escalate',
      body: 'For a moment no name resolves for those who ask only {dns}.',
    }),
    action('restart-dns', 'Restart the DNS service', {
      safety: 'disrupts',
      group: 'Servers',
      commands: [disrupts('Restart-Service -Name DNS', onDns)],
      before: 'Note state and the last events of the DNS Server log.',
      undo: 'If it does not start, the log says why; point clients to another DNS server meanwhile.',
      ways: [
        way('It runs', 'verify', did('Restarted the DNS service on {dns}; it is running.')),
        way(
          'It does not start',
          'escalate',
          deadEnd('Restarted the DNS service on {dns}; it did not start.'),
        ),
      ],
    }),

    check('forwarding', 'Forwarding to the outside', {
      group: 'Servers',
      commands: [
        reads('Get-DnsServerForwarder', onDns),
        reads('Resolve-DnsName -Name microsoft.com -Server "{forwarder}"', {
          ...onDns,
          expect: 'An address',
        }),
      ],
      ways: [
        way(
          'Forwarder is dead',
          'set-forwarder',
          tested('The forwarder {forwarder} does not answer {dns}.'),
          {
            cause: 'The forwarder {forwarder} of {dns} no longer answered.',
          },
        ),
        way(
          'All outside DNS is blocked',
          'escalate',
          tested('No DNS server outside answers {dns}; port 53 outbound looks blocked.'),
        ),
        way('Forwarder answers', 'outside', tested('The forwarder {forwarder} answers {dns}.')),
      ],
    }),
    action('set-forwarder', 'Replace the forwarder', {
      group: 'Servers',
      commands: [changes('Set-DnsServerForwarder -IPAddress "{new_forwarder}"', onDns)],
      before: 'Note all present forwarders; the command replaces the list.',
      undo: '`Set-DnsServerForwarder -IPAddress <noted addresses>`',
      ways: [
        way(
          'Replaced',
          'verify',
          did('Replaced the forwarder {forwarder} of {dns} by {new_forwarder}.'),
        ),
        way(
          'Not mine to choose',
          'escalate',
          decided('Which forwarder is to be used was left to the owner of {dns}.'),
        ),
      ],
    }),
    check('outside', 'Ask a resolver outside', {
      group: 'Record',
      commands: [
        reads('Resolve-DnsName -Name "{name}" -Server 1.1.1.1', {
          where: 'from any place with internet',
        }),
      ],
      ways: [
        way(
          'Fails there too',
          'vendor',
          tested('{name} does not resolve at a public resolver either.'),
        ),
        way('Works there', 'clear-cache', tested('{name} resolves at a public resolver.')),
        way(
          'Name exists only inside',
          'escalate',
          observed('{name} exists only inside; servers and forwarding show no fault.'),
        ),
      ],
    }),

    check('differ', 'Why do the servers differ?', {
      group: 'Servers',
      commands: [
        reads(
          'Get-DnsServerZone -Name "{domain}" | Format-List ZoneName, ZoneType, IsDsIntegrated, ReplicationScope',
          { where: 'on each DNS server' },
        ),
      ],
      ways: [
        way(
          'Zone replicates by the directory',
          'replication',
          observed('{domain} is kept in the directory, and its copies differ between servers.'),
        ),
        way(
          'Inside and outside differ',
          'create-record',
          observed('{domain} exists inside and outside; the inner zone lacks "{record}".'),
          {
            cause: 'The inner zone {domain} lacked the record "{record}" that exists outside.',
          },
        ),
        way(
          'A secondary zone is stale',
          'escalate',
          observed('A secondary copy of {domain} has stopped taking over changes.'),
        ),
      ],
    }),
    subFlow('replication', 'Directory replication', 'ad-replication', {
      group: 'Servers',
      gives: { dc: '{dns}' },
      ways: [
        way('Replicates again', 'verify', undefined, { id: 'fixed' }),
        way('Replication is fine', 'escalate', undefined, { id: 'fine' }),
      ],
    }),

    check('verify', 'Does the name resolve?', {
      group: 'Verification',
      commands: [
        reads('Resolve-DnsName -Name "{name}"', { ...onClient, expect: 'The right address' }),
      ],
      ways: [
        way(
          'Resolves, application works',
          'fixed',
          tested('{name} resolves on the client and the application works.'),
        ),
        way(
          'Resolves, application fails',
          'fine',
          tested('{name} resolves on the client; the application still fails.'),
        ),
        way(
          'Still does not resolve',
          'escalate',
          tested('{name} still does not resolve on the client.'),
        ),
      ],
    }),

    end('fixed', 'The name resolves', 'returns', {
      returns: 'fixed',
      alone: 'resolved',
      verification: '{name} resolves on the client and the application works',
      tell: 'The name is found again and the application works.',
    }),
    end('fine', 'Names are not the cause', 'returns', {
      returns: 'fine',
      verification: '{name} resolves on the client',
      evidence: ['What the application still shows'],
    }),
    end('vendor', 'Host of the zone', 'vendor', {
      cause: {
        status: 'probable',
        text: 'The record is missing or wrong at the host of the zone.',
      },
      evidence: [
        'Name and record type',
        'Answer of a public resolver',
        'Registrar and host of the zone',
        'DNSSEC state, as far as seen',
      ],
      tell: 'The name is kept by another provider. We have asked them to correct it.',
      followUp: 'Ask the host of the zone for correction',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Which names fail, and where',
        'Answer of each DNS server',
        'Settings of the client',
        'Record, zone and forwarders as seen',
      ],
      tell: 'We know where the name gets lost and have passed it on to a colleague.',
      followUp: 'Take over with the answers of each server',
    }),
  ],
)

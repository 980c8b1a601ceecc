/**
 * Domain controllers do not replicate. Wrong steps here can bring back deleted objects or
 * split the directory, so most branches end in a hand-over with the evidence; only port, DNS,
 * time and a switched-off replication are repaired.
 */
import {
  APPROVED_BY,
  action,
  authorFlow,
  authorisation,
  changes,
  check,
  clientValue,
  deadEnd,
  did,
  disrupts,
  end,
  input,
  link,
  observed,
  reads,
  sessionValue,
  suspected,
  tested,
  way,
} from './author-flow.ts'

const onDc = { where: 'on {dc}, elevated' }
const onPartner = { where: 'on {partner}, elevated' }
const ad = (page: string) => `…/windows-server/active-directory/${page}`

export const adReplication = authorFlow(
  {
    slug: 'ad-replication',
    name: 'Active Directory replication failure',
    kind: 'troubleshooting',
    summary:
      'Domain controllers disagree: changes, passwords or policies do not arrive everywhere.',
    category: 'Directory',
    words: [
      'replication',
      'AD replication',
      'replication failure',
      'replication error',
      'repadmin',
      'dcdiag',
      'domain controller',
      'domain controllers out of sync',
      'lingering objects',
      'tombstone',
      'USN rollback',
      'password change not everywhere',
      'GPO differs',
      'SYSVOL',
      'RPC server unavailable',
      'KCC',
      '1722',
      '1256',
      '1753',
      '1908',
      '8418',
      '8451',
      '8453',
      '8456',
      '8457',
      '8524',
      '8606',
      '8614',
      '2042',
      '1925',
      '1988',
      '2087',
      '2095',
      'Replikation',
      'Replikationsfehler',
      'Domänencontroller',
    ],
    variables: [
      sessionValue('dc', 'DC that does not receive', 'DC02'),
      sessionValue('partner', 'DC it should receive from', 'DC01'),
      clientValue('domain', 'Domain', 'corp.example'),
      sessionValue('repl_code', 'Error code shown', '8524'),
      sessionValue('last_success', 'Last success', '2026-06-02 03:14'),
      sessionValue('partner_guid', 'GUID of the partner, from showrepl', '6c1f…'),
      sessionValue('partition', 'Partition', 'DC=corp,DC=example'),
      APPROVED_BY,
    ],
  },
  [
    check('overview', 'Who fails with whom?', {
      body: 'First level reads only, and repairs port, DNS or time at most.',
      group: 'Overview',
      commands: [
        reads('repadmin /replsummary', {
          ...onDc,
          expect: 'Fails 0 for every DC; largest delta under an hour',
        }),
      ],
      ways: [
        way(
          'Failures shown',
          'details',
          observed('repadmin /replsummary shows failures between {partner} and {dc}.'),
        ),
        way('No failures', 'verify', observed('repadmin /replsummary shows no failures.')),
      ],
      links: [
        link('read', 'Common replication errors', ad('common-active-directory-replication-errors')),
        link('exists', 'Diagnose replication failures', ad('diagnose-replication-failures')),
      ],
    }),
    check('details', 'Code and last success', {
      group: 'Overview',
      commands: [
        reads('repadmin /showrepl "{dc}"', {
          ...onDc,
          expect: 'Code and "Last success" per partner',
        }),
        reads('Get-ADReplicationFailure -Target "{dc}"', onDc),
      ],
      ways: [
        way('Code is shown', 'code'),
        way(
          'Cleared meanwhile',
          'verify',
          tested('repadmin /showrepl {dc} shows no failure any more; nothing was changed.'),
        ),
        way('No answer from the DC', 'down', tested('{dc} does not answer repadmin /showrepl.')),
      ],
    }),
    input('code', 'Which code?', {
      group: 'Overview',
      variable: 'repl_code',
      says: observed('Replication from {partner} to {dc} fails with error {repl_code}.'),
      to: 'last',
    }),
    input('last', 'When was the last success?', {
      group: 'Overview',
      variable: 'last_success',
      says: observed('Last successful replication from {partner} to {dc}: {last_success}.'),
      to: 'tombstone',
    }),
    check('tombstone', 'Older than the tombstone lifetime?', {
      body: 'Often 60 or 180 days. Code 8614 or event 2042 mean yes.',
      group: 'Overview',
      commands: [
        reads(
          '(Get-ADObject "CN=Directory Service,CN=Windows NT,CN=Services,$((Get-ADRootDSE).configurationNamingContext)" -Properties tombstoneLifetime).tombstoneLifetime',
          onDc,
        ),
      ],
      ways: [
        way(
          'No, younger',
          'by-code',
          tested('The last success is younger than the tombstone lifetime.'),
        ),
        way(
          'Yes, older (8614, 2042)',
          'lingering',
          tested('The last success is older than the tombstone lifetime.'),
        ),
      ],
      links: [
        link('read', 'Event 2042', ad('active-directory-replication-event-id-2042')),
        link('exists', 'Error 8614', ad('replication-error-8614')),
      ],
    }),
    check('by-code', 'What does the code say?', {
      group: 'Overview',
      ways: [
        way('RPC: 1722, 1256, 1753, 1818', 'rpc'),
        way('DNS: 8524, 1925, 2087', 'dns'),
        way('Access: 5, 8453, 1396, 1908', 'time'),
        way('Lingering: 8606, 1388, 1988', 'lingering'),
        way('Switched off: 8456, 8457', 'switched-off'),
        way('Schema: 8418', 'schema'),
        way('Database: 8451, 8333, 1127', 'database'),
        way('Passing: 8477, 8464', 'wait'),
        way('Another code', 'database'),
      ],
      links: [
        link('exists', 'Error 1722', ad('replication-error-1722-rpc-server-unavailable')),
        link('exists', 'Error 8524', ad('replication-error-8524')),
        link('exists', 'Error 8606', ad('replication-error-8606')),
      ],
    }),
    check('wait', 'Look again in an hour', {
      body: 'These codes report work in progress.',
      group: 'Overview',
      commands: [reads('repadmin /replsummary', onDc)],
      ways: [
        way(
          'Gone',
          'verify',
          tested('The error {repl_code} was gone within an hour; nothing was changed.'),
        ),
        way(
          'Still there',
          'database',
          tested('The error {repl_code} is still there after an hour.'),
        ),
      ],
    }),

    check('rpc', 'Ports between the two', {
      group: 'Way',
      commands: [
        reads('Test-NetConnection -ComputerName "{partner}" -Port 135', {
          ...onDc,
          expect: 'TcpTestSucceeded : True',
        }),
        reads('Test-NetConnection -ComputerName "{partner}" -Port 389', onDc),
        reads('Test-NetConnection -ComputerName "{partner}" -Port 445', onDc),
        reads('Get-Service -Name NTDS, Netlogon, RpcSs', { ...onPartner, expect: 'All Running' }),
      ],
      ways: [
        way(
          'All open',
          'dns',
          tested('{dc} reaches {partner} on ports 135, 389 and 445; the services there run.'),
        ),
        way(
          'A port is closed',
          'firewall',
          tested('{dc} does not reach {partner} on every port needed.'),
        ),
        way(
          'Partner is down',
          'down',
          tested('{partner} does not answer at all, or its directory services are stopped.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Firewall for domains and trusts',
          ad('config-firewall-for-ad-domains-and-trusts'),
        ),
      ],
    }),
    check('dns', 'DNS of both controllers', {
      group: 'Way',
      commands: [
        reads('dcdiag /test:dns /v /s:"{dc}"', { ...onDc, shell: 'cmd' }),
        reads('Resolve-DnsName -Name "{partner_guid}._msdcs.{domain}"', {
          ...onDc,
          expect: 'The name of {partner}',
        }),
        reads('Get-DnsClientServerAddress -AddressFamily IPv4', { where: 'on both' }),
      ],
      ways: [
        way(
          'All right',
          'time',
          tested('{dc} resolves the directory name of {partner}; both ask internal DNS servers.'),
        ),
        way(
          'Record is missing',
          'register',
          tested('The directory name of {partner} does not resolve on {dc}.'),
          {
            cause: 'The DNS records of {partner} were missing in _msdcs.{domain}.',
          },
        ),
        way(
          'Wrong DNS servers set',
          'set-dns',
          observed('{dc} or {partner} asks DNS servers that do not hold the domain.'),
          {
            cause: 'A domain controller asked DNS servers that do not hold the domain.',
          },
        ),
      ],
    }),
    action('register', 'Register the partner’s records', {
      group: 'Repair',
      commands: [
        changes('nltest /dsregdns', { ...onPartner, shell: 'cmd' }),
        changes('ipconfig /registerdns', { ...onPartner, shell: 'cmd' }),
      ],
      before: 'Note which records are missing in the zone `_msdcs.{domain}`.',
      undo: 'Delete the added records in the DNS console.',
      ways: [
        way('Name resolves', 'sync', did('Registered the DNS records of {partner} again.')),
        way(
          'Name does not resolve',
          'escalate',
          deadEnd('Registered the DNS records of {partner} again; they did not appear.'),
        ),
      ],
    }),
    action('set-dns', 'Correct the DNS servers', {
      body: 'Another domain controller first, itself second. No public DNS.',
      group: 'Repair',
      before: 'Note the present addresses of the adapter: `Get-DnsClientServerAddress`.',
      undo: 'Set the noted addresses again.',
      ways: [
        way(
          'Corrected',
          'sync',
          did('Corrected the DNS servers of the domain controller concerned.'),
        ),
        way(
          'Not mine to change',
          'escalate',
          observed('The DNS settings of the domain controllers are kept by somebody else.'),
        ),
      ],
    }),

    check('time', 'Time and Kerberos', {
      group: 'Identity',
      commands: [
        reads('w32tm /query /status', {
          where: 'on both',
          shell: 'cmd',
          expect: 'Less than 5 minutes apart',
        }),
        reads('nltest /sc_query:"{domain}"', { ...onDc, shell: 'cmd', expect: 'NERR_Success' }),
        reads('klist', { ...onDc, shell: 'cmd' }),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Directory Service'; Level=2,3} -MaxEvents 20",
          onDc,
        ),
      ],
      ways: [
        way(
          'All right',
          'rights',
          tested('Time of {dc} and {partner} agrees, the secure channel of {dc} is in order.'),
        ),
        way(
          'Clocks differ',
          'resync',
          observed('The clocks of {dc} and {partner} are more than 5 minutes apart.'),
          {
            cause: 'The clocks of {dc} and {partner} were more than 5 minutes apart.',
          },
        ),
        way(
          'Secure channel is broken',
          'channel',
          tested('nltest on {dc} shows a broken secure channel.'),
        ),
      ],
    }),
    action('resync', 'Set the clock right', {
      body: 'The holder of the PDC role takes outside time; all others follow the domain.',
      group: 'Repair',
      commands: [
        changes('w32tm /resync /rediscover', {
          where: 'on the one that is off, elevated',
          shell: 'cmd',
        }),
      ],
      before: 'Note source and offset: `w32tm /query /status`.',
      undo: 'Nothing to undo; the clock follows its source.',
      ways: [
        way(
          'Clocks agree',
          'sync',
          did('Synchronised the clock of the domain controller that was off.'),
        ),
        way(
          'Clock stays off',
          'escalate',
          deadEnd('Synchronised the clock of the domain controller that was off; it stayed off.'),
        ),
      ],
    }),
    check('rights', 'Right to replicate', {
      group: 'Identity',
      commands: [
        reads('dcdiag /test:ncsecdesc /s:"{dc}"', { ...onDc, shell: 'cmd', expect: 'passed' }),
      ],
      ways: [
        way('Rights are there', 'database', tested('dcdiag /test:ncsecdesc passes on {dc}.')),
        way(
          'Rights are missing',
          'escalate',
          tested('dcdiag /test:ncsecdesc on {dc} shows missing rights to replicate.'),
        ),
      ],
    }),

    check('switched-off', 'Who switched it off?', {
      body: 'Event 2095 means a rollback: then stop, and leave it off.',
      group: 'State',
      commands: [
        reads('repadmin /options "{dc}"', { ...onDc, expect: 'No DISABLE_INBOUND_REPL' }),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Directory Service'; Id=2095} -MaxEvents 5",
          { ...onDc, expect: 'Nothing' },
        ),
        reads('Get-Volume', onDc),
      ],
      ways: [
        way(
          'Switched off, no 2095',
          'enable-asked',
          observed('Inbound replication of {dc} is switched off; no event 2095.'),
          {
            cause: 'Inbound replication of {dc} had been switched off.',
          },
        ),
        way(
          'Event 2095',
          'rollback',
          observed('{dc} logs event 2095: a rollback of the directory database is possible.'),
        ),
        way('Not switched off', 'database', observed('Replication of {dc} is not switched off.')),
      ],
    }),
    ...authorisation('enable-asked', 'switching inbound replication of {dc} on again', {
      to: 'enable',
      otherwise: 'escalate',
      body: 'Only when it is known who switched it off, and why.',
    }),
    action('enable', 'Switch it on again', {
      safety: 'disrupts',
      group: 'Repair',
      commands: [
        disrupts('repadmin /options "{dc}" -DISABLE_INBOUND_REPL', { ...onDc, shell: 'cmd' }),
      ],
      before:
        'Note the options shown by `repadmin /options "{dc}"`. Have a backup of the system state.',
      undo: '`repadmin /options "{dc}" +DISABLE_INBOUND_REPL`',
      ways: [
        way('It is on', 'sync', did('Switched inbound replication of {dc} on again.')),
        way(
          'It goes off again',
          'rollback',
          deadEnd('Switched inbound replication of {dc} on again; it switched itself off.'),
        ),
      ],
    }),
    check('schema', 'Schema change under way?', {
      body: 'An upgrade of Exchange or of a DC changes the schema; it settles by itself.',
      group: 'State',
      commands: [
        reads('netdom query fsmo', {
          ...onDc,
          shell: 'cmd',
          expect: 'The schema master, and it answers',
        }),
      ],
      ways: [
        way(
          'It has settled',
          'verify',
          tested('The schema change has arrived; the error is gone without a change by us.'),
        ),
        way(
          'Still mismatched',
          'escalate',
          tested('The schema still differs between {dc} and {partner}.'),
        ),
      ],
    }),
    check('lingering', 'List what lingers', {
      body: 'Advisory mode only writes events. Remove nothing here: first it must be decided which DC is right.',
      group: 'State',
      commands: [
        reads(
          'repadmin /removelingeringobjects "{dc}" "{partner_guid}" "{partition}" /advisory_mode',
          { ...onDc, shell: 'cmd', expect: 'Events 1942 and 1946' },
        ),
      ],
      ways: [
        way(
          'Objects are listed',
          'lingering-found',
          observed('Advisory mode on {dc} lists lingering objects.'),
        ),
        way(
          'None listed',
          'lingering-found',
          observed('Advisory mode on {dc} lists no lingering objects.'),
        ),
        way('Does not run', 'lingering-found', tested('The advisory run on {dc} fails.')),
      ],
    }),
    check('database', 'Directory database', {
      body: 'Look the code up on the page of common errors too.',
      group: 'State',
      commands: [
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Directory Service'; Id=467,1173,2108} -MaxEvents 20",
          { ...onDc, expect: 'Nothing' },
        ),
        reads('Get-Volume', onDc),
      ],
      ways: [
        way(
          'Errors of the database',
          'escalate',
          observed('{dc} logs errors of the directory database (467, 1173 or 2108).'),
        ),
        way(
          'Disk is full',
          'escalate',
          observed('The volume of the directory database on {dc} has no space left.'),
        ),
        way(
          'Nothing found',
          'escalate',
          suspected('Error {repl_code} has a cause outside ports, DNS, time and rights.'),
        ),
      ],
    }),

    action('sync', 'Start replication', {
      group: 'Verification',
      commands: [
        changes('repadmin /syncall "{dc}" /AdeP', {
          ...onDc,
          shell: 'cmd',
          expect: 'SyncAll terminated with no errors',
        }),
      ],
      before: 'Note `repadmin /replsummary` as it is now.',
      undo: 'None needed: it only sends what is waiting.',
      ways: [
        way('No errors', 'verify', tested('repadmin /syncall {dc} /AdeP ends without errors.')),
        way(
          'Errors',
          'escalate',
          deadEnd('Started replication with repadmin /syncall {dc} /AdeP; it ended with errors.'),
        ),
      ],
    }),
    check('verify', 'Does a change arrive?', {
      body: 'Change the description of a test object on {dc}, read it on {partner}, and the other way round.',
      group: 'Verification',
      commands: [
        reads('repadmin /replsummary', { ...onDc, expect: 'Fails 0 for every DC' }),
        reads('repadmin /showrepl * /csv > "$env:TEMP\\showrepl.csv"', {
          ...onDc,
          expect: 'Keep the file with the ticket',
        }),
      ],
      ways: [
        way(
          'Clean after a repair',
          'fixed',
          tested(
            'repadmin /replsummary shows no failures; a test change arrived in both directions.',
          ),
        ),
        way(
          'Clean, nothing was changed',
          'fine',
          tested(
            'repadmin /replsummary shows no failures; a test change arrived in both directions.',
          ),
        ),
        way(
          'Fails with another code',
          'details',
          tested('Replication of {dc} still fails, with another code.'),
        ),
        way('Still fails', 'escalate', tested('Replication of {dc} still fails.')),
      ],
    }),

    end('fixed', 'Replication works again', 'returns', {
      returns: 'fixed',
      alone: 'resolved',
      verification:
        'no failures in repadmin /replsummary; a test change arrived in both directions',
      tell: 'Changes arrive on all servers of your domain again.',
    }),
    end('fine', 'Replication is in order', 'returns', {
      returns: 'fine',
      alone: 'not_reproduced',
      verification:
        'no failures in repadmin /replsummary; a test change arrived in both directions',
      evidence: ['Output of repadmin /replsummary'],
    }),
    end('firewall', 'Blocked on the way', 'escalate', {
      cause: {
        status: 'probable',
        text: 'A port that replication needs is closed between {dc} and {partner}.',
      },
      evidence: [
        'Result per port, from both sides',
        'Route between the two',
        'Firewall changes since {last_success}',
      ],
      tell: 'Two of your servers cannot talk to each other. We have passed it to our network team.',
      followUp: 'Open the ports between the domain controllers',
    }),
    end('down', 'Controller is down', 'escalate', {
      cause: {
        status: 'probable',
        text: 'A domain controller is down or its directory services are stopped.',
      },
      evidence: [
        'State of the machine and its host',
        'Last success',
        'Last backup of the system state',
      ],
      tell: 'One of your servers is down. We have passed this on with priority.',
      followUp: 'Bring the controller back; do not restore from a snapshot',
    }),
    end('channel', 'Secure channel of a controller', 'escalate', {
      cause: { status: 'probable', text: 'The secure channel of {dc} is broken.' },
      evidence: [
        'Output of nltest /sc_query',
        'Time of both controllers',
        'Holder of the PDC role',
      ],
      followUp: 'Reset the machine password of {dc} with its KDC stopped',
    }),
    end('rollback', 'Stop: possible rollback', 'escalate', {
      cause: {
        status: 'probable',
        text: '{dc} may have been set back to an older state (USN rollback).',
      },
      evidence: [
        'Event 2095 with time',
        'Restore or snapshot of {dc}',
        'Last good backup',
        'Options of repadmin /options',
      ],
      tell: 'One of your servers needs special care. A senior colleague takes over.',
      followUp: 'Leave replication off; decide on demotion',
    }),
    end('lingering-found', 'Lingering objects: decide first', 'escalate', {
      cause: {
        status: 'probable',
        text: '{dc} or {partner} holds objects that were deleted elsewhere.',
      },
      evidence: [
        'Events of the advisory run',
        'Last success and tombstone lifetime',
        'Backups of both controllers',
        'repadmin /showrepl * /csv',
      ],
      tell: 'Two of your servers hold different states. A senior colleague decides which one is right.',
      followUp: 'Decide which controller is right before anything is removed',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'repadmin /showrepl * /csv',
        'dcdiag of both controllers',
        'Code and last success',
        'Time difference',
        'Last backups of the system state',
      ],
      tell: 'We have gathered what is needed and passed it on to a senior colleague.',
      followUp: 'Take over with code, last success and backups',
    }),
  ],
)

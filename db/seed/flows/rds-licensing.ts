/** Remote Desktop licensing: what the host thinks, what the licence server holds, the way between. */
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

const onHost = { where: 'on {host}, elevated' }
const onLicenceServer = { where: 'on {licserver}, elevated' }
const onDevice = { where: 'on {device}, elevated' }
const DOCS = '…/windows-server/remote'
const SETTING =
  'Get-CimInstance -Namespace root/cimv2/TerminalServices -ClassName Win32_TerminalServiceSetting'
const POLICY = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services'
/** "Terminal Server License Servers", whose name is translated in other languages of Windows. */
const LICENCE_SERVERS = 'S-1-5-32-561'

const setMode = (mode: 2 | 4) => [
  reads(`${SETTING} | Select-Object LicensingType, LicensingName`, onHost),
  changes(
    `${SETTING} | Invoke-CimMethod -MethodName ChangeMode -Arguments @{ LicensingType = [uint32]${mode} }`,
    onHost,
  ),
  changes(
    `${SETTING} | Invoke-CimMethod -MethodName SetSpecifiedLicenseServerList -Arguments @{ SpecifiedLSList = [string[]]"{licserver}" }`,
    onHost,
  ),
]
const BROKER =
  'With a connection broker set both in its deployment properties instead; with a policy, in the policy. One place only.'

export const rdsLicensing = authorFlow(
  {
    slug: 'rds-licensing',
    name: 'Remote Desktop licensing',
    kind: 'troubleshooting',
    summary: 'Remote Desktop refuses sessions or warns for want of a licence or licence server.',
    category: 'Remote Desktop',
    words: [
      'no Remote Desktop License Servers',
      'no Remote Desktop license server available',
      'Remote Desktop license',
      'Remote Desktop licence',
      'Remote Desktop licensing',
      'licensing mode not configured',
      'licensing mode for the Remote Desktop',
      'RDS licensing',
      'RDS license',
      'RDS licence',
      'RDS CAL',
      'RDS CALs',
      'terminal server license',
      'terminal server licence',
      'license server not available',
      'licence server',
      'license server',
      'grace period',
      'grace period has expired',
      'disconnected because licensing',
      'licensing protocol',
      'lsdiag',
      'TermServLicensing',
      'Lizenzserver',
      'Remotedesktop-Lizenzserver',
      'Remotedesktoplizenz',
      'Remotedesktoplizenzierung',
      'Lizenzierungsmodus',
      'Terminalserver Lizenz',
      'RDS Lizenz',
    ],
    variables: [
      sessionValue('host', 'Session host', 'RDS01'),
      clientValue('licserver', 'Licence server', 'LIC01'),
      sessionValue('device', 'Device that is refused', 'PC-FIN-07'),
      sessionValue('old_device', 'Retired device with a licence', 'PC-OLD-03'),
      APPROVED_BY,
    ],
  },
  [
    subFlow('scope', 'Scope of the problem', 'scope', {
      body: 'Administrators get in meanwhile with `mstsc /admin`.',
      group: 'Problem',
      ways: [
        way('One user', 'device-or-host', undefined, { id: 'one-user' }),
        way('One device', 'device-or-host', undefined, { id: 'one-device' }),
        way('One site or group', 'host-view', undefined, { id: 'group' }),
        way('Everyone', 'host-view', undefined, { id: 'everyone' }),
      ],
    }),

    check('device-or-host', 'The device, or the host?', {
      body: 'The same user from another device; another user from this one.',
      group: 'Problem',
      ways: [
        way(
          'Only from this device',
          'device-licence',
          tested('Sessions on {host} fail from {device} only, whoever signs in.'),
        ),
        way('From every device', 'host-view', tested('Sessions on {host} fail from every device.')),
        way(
          'Only this user, everywhere',
          'escalate',
          tested('Sessions on {host} fail for one user only, from every device.'),
        ),
        way(
          'Only a warning, sessions work',
          'host-view',
          tested('Sessions on {host} work, with a warning about licensing.'),
        ),
      ],
    }),

    check('host-view', 'What does the host think?', {
      body: 'RD Licensing Diagnoser (`lsdiag.msc`) says it in words. 2 is per device, 4 per user, 5 not set. Without a licence server a host works 120 days; resetting that is no repair.',
      group: 'Session host',
      commands: [
        reads(`${SETTING} | Select-Object LicensingType, LicensingName`, {
          ...onHost,
          expect: '2 or 4',
        }),
        reads(`${SETTING} | Invoke-CimMethod -MethodName GetSpecifiedLicenseServerList`, {
          ...onHost,
          expect: 'The name of the licence server',
        }),
        reads(
          `Get-ItemProperty -Path "${POLICY}" -ErrorAction SilentlyContinue | Select-Object LicenseServers, LicensingMode`,
          {
            ...onHost,
            expect: 'Empty, or the same by policy',
          },
        ),
        reads(`${SETTING} | Invoke-CimMethod -MethodName GetGracePeriodDays`, {
          ...onHost,
          expect: 'DaysLeft',
        }),
      ],
      ways: [
        way(
          'Mode is not set',
          'bought',
          observed('No licensing mode is set on {host} (LicensingType 5).'),
          { cause: 'No licensing mode was set on {host}.' },
        ),
        way(
          'No licence server is named',
          'bought',
          observed('No licence server is named on {host}.'),
          { cause: 'No licence server was named on {host}.' },
        ),
        way(
          'An old server is named',
          'bought',
          observed('{host} names a licence server that no longer exists.'),
          { cause: '{host} named a licence server that no longer exists.' },
        ),
        way(
          'Mode differs from what was bought',
          'bought',
          observed('The licensing mode of {host} is not that of the licences on {licserver}.'),
          { cause: 'The licensing mode of {host} was not that of the licences that were bought.' },
        ),
        way(
          'Both are set and right',
          'server',
          observed('{host} names {licserver}, with the mode that was bought.'),
        ),
        way('Host is in no domain', 'workgroup', observed('{host} is in no domain.')),
      ],
      links: [
        link('read', 'No licence server available', `${DOCS}/cannot-connect-rds-no-license-server`),
        link(
          'exists',
          'Licensing mode not configured',
          `${DOCS}/remote-desktop-licensing-mode-not-configured-warning`,
        ),
        link(
          'exists',
          'Error in the licensing diagnoser',
          `${DOCS}/rdsh-administrator-on-get-error-licensing-diagnosis`,
        ),
      ],
    }),

    check('bought', 'Which licences were bought?', {
      body: 'RD Licensing Manager on {licserver}, or the papers of the client. The mode has to be that of the licences, not the handier one.',
      group: 'Session host',
      commands: [
        reads(
          'Get-CimInstance -ClassName Win32_TSLicenseKeyPack | Select-Object ProductVersion, TypeAndModel, TotalLicenses, IssuedLicenses',
          { ...onLicenceServer, expect: 'Kind and version of each pack' },
        ),
      ],
      ways: [
        way('Per user', 'set-user', observed('{licserver} holds licences per user.')),
        way('Per device', 'set-device', observed('{licserver} holds licences per device.')),
        way(
          'None, or nobody knows',
          'purchase',
          observed('No Remote Desktop licences of this client are known.'),
        ),
        way(
          'Server cannot be opened',
          'server',
          observed('{licserver} could not be opened in RD Licensing Manager.'),
        ),
      ],
    }),
    action('set-user', 'Set server and mode per user', {
      body: BROKER,
      group: 'Session host',
      commands: setMode(4),
      before: 'Note mode and servers as they are, and where they are set.',
      undo: 'Set the noted mode and server in the same place.',
      ways: [
        way('Set', 'verify', did('Set {licserver} and the mode per user on {host}.')),
        way(
          'A policy sets other values',
          'policy',
          observed('A policy sets other values for licensing on {host}.'),
        ),
        way(
          'Refused',
          'escalate',
          deadEnd('Set {licserver} and the mode per user on {host}; it was refused.'),
        ),
      ],
    }),
    action('set-device', 'Set server and mode per device', {
      body: BROKER,
      group: 'Session host',
      commands: setMode(2),
      before: 'Note mode and servers as they are, and where they are set.',
      undo: 'Set the noted mode and server in the same place.',
      ways: [
        way('Set', 'verify', did('Set {licserver} and the mode per device on {host}.')),
        way(
          'A policy sets other values',
          'policy',
          observed('A policy sets other values for licensing on {host}.'),
        ),
        way(
          'Refused',
          'escalate',
          deadEnd('Set {licserver} and the mode per device on {host}; it was refused.'),
        ),
      ],
    }),
    check('workgroup', 'Per user, without a domain?', {
      body: 'Licences per user need a domain. In a workgroup only those per device work; per user the host ends each session after an hour.',
      group: 'Session host',
      commands: [
        reads(`${SETTING} | Select-Object LicensingType, LicensingName`, {
          ...onHost,
          expect: '2: per device',
        }),
        reads('Get-CimInstance Win32_ComputerSystem | Select-Object PartOfDomain, Domain', onHost),
      ],
      ways: [
        way(
          'Set to per user',
          'workgroup-user',
          observed('{host} is in no domain and set to licences per user.'),
        ),
        way(
          'Set to per device',
          'server',
          observed('{host} is in no domain and set to licences per device.'),
        ),
        way('Not set', 'bought', observed('{host} is in no domain, and no mode is set.')),
      ],
    }),

    check('server', 'Is the licence server in order?', {
      body: 'RD Licensing Manager shows it by colour. A host accepts no licences older than its own version.',
      group: 'Licence server',
      commands: [
        reads('Get-Service -Name TermServLicensing | Select-Object Status, StartType', {
          ...onLicenceServer,
          expect: 'Running, Automatic',
        }),
        reads('Invoke-CimMethod -ClassName Win32_TSLicenseServer -MethodName GetActivationStatus', {
          ...onLicenceServer,
          expect: 'ActivationStatus 0: activated',
        }),
        reads(
          'Get-CimInstance -ClassName Win32_TSLicenseKeyPack | Select-Object ProductVersion, TypeAndModel, TotalLicenses, IssuedLicenses, AvailableLicenses',
          { ...onLicenceServer, expect: 'Version of the host or newer, some free' },
        ),
      ],
      ways: [
        way(
          'Service is stopped',
          'start',
          observed('The service TermServLicensing on {licserver} is stopped.'),
          {
            cause: 'The licensing service on {licserver} had stopped.',
            shownBy: ['service_stopped'],
          },
        ),
        way('Not activated', 'activate', observed('{licserver} is not activated.'), {
          cause: 'The licence server {licserver} was not activated.',
        }),
        way(
          'No licences, or too old',
          'purchase',
          observed('{licserver} holds no licences of the version that {host} needs.'),
        ),
        way(
          'Per device, none free',
          'free',
          observed('All licences per device on {licserver} are given out.'),
        ),
        way('Server does not answer', 'way', observed('{licserver} does not answer.')),
        way(
          'All in order',
          'way',
          observed('{licserver} runs, is activated and holds fitting licences.'),
        ),
      ],
    }),
    action('start', 'Start the licensing service', {
      group: 'Licence server',
      commands: [changes('Start-Service -Name TermServLicensing', onLicenceServer)],
      before: 'Note state and start type, and free space of the disk.',
      undo: '`Stop-Service -Name TermServLicensing`',
      ways: [
        way('It runs', 'verify', did('Started the licensing service on {licserver}.')),
        way(
          'It stops again',
          'escalate',
          deadEnd('Started the licensing service on {licserver}; it stopped again.'),
        ),
      ],
    }),
    action('activate', 'Activate the licence server', {
      body: 'RD Licensing Manager: the server, Activate. Automatic needs port 443 to Microsoft; by web page or phone works without.',
      group: 'Licence server',
      before: 'Have company data and agreement number at hand; note the product ID.',
      undo: '"Deactivate Server" in the same place.',
      ways: [
        way('Activated', 'verify', did('Activated the licence server {licserver}.')),
        way(
          'Licences are missing after it',
          'purchase',
          observed('{licserver} is activated, but no licences are installed.'),
        ),
        way(
          'Refused',
          'escalate',
          deadEnd('Activated {licserver}; the clearing house refused it.'),
        ),
      ],
    }),
    check('free', 'Who holds the licences?', {
      body: 'A licence per device comes back by itself after 52 to 89 days without use.',
      group: 'Licence server',
      commands: [
        reads(
          'Get-CimInstance -ClassName Win32_TSIssuedLicense | Sort-Object ExpirationDate | Select-Object sIssuedToComputer, sIssuedToUser, LicenseStatus, ExpirationDate',
          { ...onLicenceServer, expect: 'LicenseStatus 2: active' },
        ),
      ],
      ways: [
        way(
          'A retired device',
          'revoke-asked',
          observed('The retired device {old_device} still holds a licence of {licserver}.'),
          { cause: 'All licences per device were given out, one of them to a retired device.' },
        ),
        way(
          'All are in use',
          'purchase',
          observed('All licences of {licserver} are held by devices in use.'),
        ),
      ],
    }),
    ...authorisation('revoke-asked', 'revoking the licence of {old_device}', {
      to: 'revoke',
      otherwise: 'purchase',
      body: 'It cannot be taken back, and only a fifth of the licences may be revoked within a time.',
    }),
    action('revoke', 'Revoke the unused licence', {
      safety: 'disrupts',
      group: 'Licence server',
      commands: [
        disrupts(
          'Get-CimInstance -ClassName Win32_TSIssuedLicense | Where-Object sIssuedToComputer -eq "{old_device}" | Invoke-CimMethod -MethodName Revoke',
          onLicenceServer,
        ),
      ],
      before: 'Note device, status and end date; make sure the device is retired.',
      undo: 'None: the device gets a new licence at its next session, if one is free.',
      ways: [
        way('Revoked', 'verify', did('Revoked the licence of the retired device {old_device}.')),
        way(
          'Refused: too many revoked',
          'purchase',
          deadEnd('Revoked the licence of {old_device}; no more may be revoked now.'),
        ),
      ],
    }),

    check('way', 'Way from host to licence server', {
      body: 'RPC: port 135 and the dynamic ports above 49152; 445 too.',
      group: 'Way',
      commands: [
        reads('Resolve-DnsName -Name "{licserver}"', { ...onHost, expect: 'One address, its own' }),
        reads('Test-NetConnection -ComputerName "{licserver}" -Port 135', {
          ...onHost,
          expect: 'TcpTestSucceeded : True',
        }),
        reads('Test-NetConnection -ComputerName "{licserver}" -Port 445', {
          ...onHost,
          expect: 'TcpTestSucceeded : True',
        }),
        reads(`Get-ADGroupMember -Identity "${LICENCE_SERVERS}"`, {
          where: 'on a domain controller or with RSAT',
          expect: 'The licence server, for licences per user',
        }),
      ],
      ways: [
        way('Name does not resolve', 'dns', tested('{licserver} does not resolve on {host}.'), {
          shownBy: ['name_unknown'],
        }),
        way(
          'A port is closed',
          'network',
          tested('{licserver} does not answer on port 135 or 445 from {host}.'),
          { shownBy: ['path_closed'] },
        ),
        way('Server is down', 'server-down', tested('{licserver} answers from no place.')),
        way(
          'Not in the group of AD',
          'group-asked',
          observed('{licserver} is not in the group of licence servers of the domain.'),
          { cause: '{licserver} was not in the group of licence servers of the domain.' },
        ),
        way(
          'All in order',
          'verify',
          tested('Name, ports and group of {licserver} are in order, seen from {host}.'),
        ),
      ],
      links: [link('exists', 'Ports of Remote Desktop Services', `${DOCS}/ports-used-by-rds`)],
    }),
    subFlow('dns', 'Name resolution', 'dns-resolution', {
      body: 'Walk it on {host}.',
      group: 'Way',
      gives: { name: '{licserver}' },
      ways: [
        way('Name resolves again', 'verify', undefined, { id: 'fixed' }),
        way('Names are fine', 'network', undefined, { id: 'fine' }),
      ],
    }),
    subFlow('network', 'Network connectivity', 'network-connectivity', {
      body: 'Walk it on {host}.',
      group: 'Way',
      gives: { target: '{licserver}', port: '135' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'escalate', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),
    ...authorisation('group-asked', 'adding {licserver} to the licence servers of the domain', {
      to: 'add-to-group',
      otherwise: 'escalate',
      body: 'It may then write to user accounts which licence they hold. Needs a domain administrator.',
    }),
    action('add-to-group', 'Add it to the group', {
      body: 'Then restart the licensing service on {licserver}.',
      group: 'Way',
      commands: [
        changes(
          `Add-ADGroupMember -Identity "${LICENCE_SERVERS}" -Members (Get-ADComputer -Identity "{licserver}")`,
          { where: 'on a domain controller or with RSAT' },
        ),
        changes('Restart-Service -Name TermServLicensing', onLicenceServer),
      ],
      before: `Note the members: \`Get-ADGroupMember -Identity "${LICENCE_SERVERS}"\`.`,
      undo: `\`Remove-ADGroupMember -Identity "${LICENCE_SERVERS}" -Members (Get-ADComputer -Identity "{licserver}")\``,
      ways: [
        way(
          'Added',
          'verify',
          did('Added {licserver} to the group of licence servers of the domain.'),
        ),
        way('Right is missing', 'escalate', observed('The right to change the group is missing.')),
      ],
    }),

    check('device-licence', 'What does the device keep?', {
      body: 'Windows keeps a licence per device in the registry. A damaged one, or a wrong clock, makes the host refuse it.',
      group: 'Device',
      commands: [
        reads('Get-ChildItem -Path "HKLM:\\SOFTWARE\\Microsoft\\MSLicensing\\Store"', {
          ...onDevice,
          expect: 'Keys like LICENSE000',
        }),
        reads('w32tm /query /status', {
          ...onDevice,
          shell: 'cmd',
          expect: 'A source, small offset',
        }),
      ],
      ways: [
        way(
          'A licence is kept there',
          'clear',
          observed('{device} keeps a Remote Desktop licence, and {host} refuses it.'),
        ),
        way('Clock is wrong', 'clock', observed('The clock of {device} is wrong.'), {
          cause: 'The clock of {device} was wrong, so its licence was not accepted.',
          shownBy: ['time_off'],
        }),
        way(
          'Nothing is kept there',
          'clear',
          observed('{device} keeps no Remote Desktop licence and gets none.'),
        ),
        way(
          'No Windows, or a thin client',
          'escalate',
          observed('{device} is a thin client or runs no Windows.'),
        ),
      ],
    }),
    action('clear', 'Clear the kept licence', {
      body: 'Then start Remote Desktop once as administrator: a user may not write a new one there.',
      group: 'Device',
      commands: [
        reads('reg export HKLM\\SOFTWARE\\Microsoft\\MSLicensing "%TEMP%\\MSLicensing.reg" /y', {
          ...onDevice,
          shell: 'cmd',
        }),
        changes('reg delete HKLM\\SOFTWARE\\Microsoft\\MSLicensing /f', {
          ...onDevice,
          shell: 'cmd',
        }),
        changes('mstsc /v:"{host}"', { ...onDevice, shell: 'cmd', expect: 'Connects, once' }),
      ],
      before: 'Export the key with the first command and keep the file.',
      undo: '`reg import "%TEMP%\\MSLicensing.reg"`',
      ways: [
        way(
          'It connects',
          'verify',
          did('Cleared the licence kept on {device}; it got a new one.'),
          {
            cause: 'The Remote Desktop licence kept on {device} was damaged.',
          },
        ),
        way(
          'Refused all the same',
          'host-view',
          deadEnd('Cleared the licence kept on {device}; sessions are refused all the same.'),
        ),
      ],
    }),
    action('clock', 'Set the clock right', {
      group: 'Device',
      commands: [changes('w32tm /resync', { ...onDevice, shell: 'cmd' })],
      before: 'Note time, time zone and source from `w32tm /query /status`.',
      undo: 'None needed: the time comes from the source of the domain or of Windows.',
      ways: [
        way('It connects', 'verify', did('Synchronised the clock of {device}.')),
        way(
          'Still refused',
          'clear',
          deadEnd('Synchronised the clock of {device}; sessions are refused as before.'),
        ),
      ],
    }),

    check('verify', 'A new session, as a user', {
      body: 'Not as administrator and not with /admin: those need no licence. Then the diagnoser again.',
      group: 'Verification',
      commands: [
        reads(`${SETTING} | Select-Object LicensingType, LicensingName`, {
          ...onHost,
          expect: '2 or 4',
        }),
      ],
      ways: [
        way(
          'Works, diagnoser is clean',
          'resolved',
          tested(
            'A user opened a new session on {host}; the licensing diagnoser shows no problem.',
          ),
        ),
        way(
          'Works, diagnoser warns',
          'warns',
          tested('A user opened a new session on {host}; the licensing diagnoser still warns.'),
        ),
        way(
          'Another message now',
          'host-view',
          tested('Sessions on {host} are refused with another message.'),
        ),
        way(
          'Same, server not looked at yet',
          'server',
          tested('Sessions on {host} are refused as before; the licence server comes next.'),
        ),
        way(
          'Same, all looked at',
          'escalate',
          tested('Sessions on {host} are refused as before; host, server and way were in order.'),
        ),
      ],
    }),

    question('in-place', 'Can users work meanwhile?', {
      body: 'Another host with licences, or days left of the grace period.',
      group: 'Licences',
      ways: [
        way(
          'Yes, on another host',
          'bridged',
          reported('Users are reported to work on another session host meanwhile.'),
        ),
        way('No', 'wait-for-licences', decided('Users wait until licences are installed.')),
      ],
    }),
    check('purchase', 'What is missing?', {
      body: 'Version of the host, kind, number of users or devices. What was bought may only not be installed: ask for agreement and purchase papers.',
      group: 'Licences',
      commands: [
        reads('Get-CimInstance Win32_OperatingSystem | Select-Object Caption, Version', onHost),
        reads('quser /server:"{host}"', { where: 'from an admin computer', shell: 'cmd' }),
      ],
      ways: [
        way(
          'Bought, not installed',
          'install',
          observed(
            'The client has bought fitting licences; they are not installed on {licserver}.',
          ),
          { cause: 'The licences that were bought were not installed on {licserver}.' },
        ),
        way(
          'To be bought',
          'in-place',
          observed('The client has no fitting licences for {host}, or too few.'),
        ),
        way(
          'Nobody can say',
          'in-place',
          observed('Nobody could say yet which licences the client has.'),
        ),
      ],
    }),
    action('install', 'Install the licences', {
      body: 'RD Licensing Manager: the server, Install Licenses. Programme, number and version as on the papers. Keys do not go into the ticket.',
      group: 'Licences',
      before: 'Note the packs that are there, and agreement number and count.',
      undo: 'Ask the clearing house to take the pack back; it cannot be removed here.',
      ways: [
        way('Installed', 'verify', did('Installed the licences that were bought on {licserver}.')),
        way(
          'Refused',
          'wait-for-licences',
          deadEnd('Installed the licences on {licserver}; the clearing house refused them.'),
        ),
      ],
    }),

    end('resolved', 'Sessions open again', 'resolved', {
      verification:
        'a user opened a new session on {host}, and the licensing diagnoser shows no problem',
      tell: 'You can work on the remote desktop again.',
    }),
    end('warns', 'Works, with a warning', 'workaround', {
      verification: 'a user opened a new session on {host}',
      tell: 'You can work on the remote desktop. We look into a warning that is left.',
      followUp: 'Clear the warning of the diagnoser before the grace period ends',
    }),
    end('bridged', 'Works elsewhere until bought', 'workaround', {
      cause: {
        status: 'confirmed',
        text: 'Fitting Remote Desktop licences are missing or too few.',
      },
      verification: 'users work on another session host',
      tell: 'Please use the other remote desktop for now. Licences have to be bought for yours.',
      followUp: 'Have the licences bought and installed',
    }),
    end('wait-for-licences', 'Licences are missing', 'escalate', {
      cause: {
        status: 'confirmed',
        text: 'Fitting Remote Desktop licences are missing or too few.',
      },
      evidence: [
        'Version of the host, and kind in use',
        'Number of users or devices',
        'Packs on the licence server',
        'Agreement and purchase papers, as far as known',
      ],
      tell: 'Licences for the remote desktop are missing. We have asked for a decision on buying them.',
      followUp: 'Get a decision on buying; do not reset the grace period',
    }),
    end('workgroup-user', 'Per user does not fit a workgroup', 'escalate', {
      cause: {
        status: 'confirmed',
        text: '{host} is in no domain, where licences per user do not work.',
      },
      evidence: [
        'Licences that were bought',
        'Why the host is in no domain',
        'Number of users and devices',
      ],
      tell: 'The licences do not fit the way the server is set up. We need a decision on it.',
      followUp: 'Join a domain, or change to licences per device',
    }),
    end('policy', 'A policy sets other values', 'escalate', {
      cause: {
        status: 'probable',
        text: 'A policy sets another licence server or mode for {host}.',
      },
      evidence: ['Name of the policy (gpresult)', 'Values it sets', 'Values that should be set'],
      tell: 'A company setting holds the old value. We have asked for its correction.',
      followUp: 'Correct server and mode in the policy, by its owner',
    }),
    end('server-down', 'Licence server is down', 'escalate', {
      evidence: [
        'Last time {licserver} answered',
        'Power and host state, as far as seen',
        'Which session hosts use it',
      ],
      tell: 'A server that the remote desktop needs is down. We have passed this on with priority.',
      followUp: 'Bring the licence server back',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Exact message, and from where',
        'Diagnoser, mode and named servers',
        'Packs and state of the licence server',
        'Result of name and ports',
        'What was changed, and when',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Take over with the evidence below',
      links: [
        link(
          'exists',
          'Logs for Remote Desktop cases',
          `${DOCS}/log-files-to-troubleshoot-rds-issues`,
        ),
      ],
    }),
  ],
)

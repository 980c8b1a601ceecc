/** Entra Connect does not synchronise: the service, its runs, then the one object that is refused. */
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
  input,
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

const onServer = { where: 'on {sync_server}, elevated' }
const rsat = { where: 'on a domain controller or with RSAT' }
const graph = { where: 'Microsoft Graph PowerShell' }
const exchange = { where: 'Exchange Online PowerShell' }
const DOCS = 'https://learn.microsoft.com/entra/identity/hybrid/connect'
const NET = 'HKLM:\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319'

export const entraConnectSync = authorFlow(
  {
    slug: 'entra-connect-sync',
    name: 'Entra Connect synchronisation error',
    kind: 'troubleshooting',
    summary: 'Users, groups or passwords of the domain do not reach Microsoft 365, or with errors.',
    category: 'Identity',
    words: [
      'Entra Connect',
      'Azure AD Connect',
      'AAD Connect',
      'ADSync',
      'DirSync',
      'sync error',
      'directory synchronization',
      'directory synchronisation',
      'synchronization error report',
      'duplicate attribute',
      'user not syncing',
      'not synced to Microsoft 365',
      'not synced to cloud',
      'not syncing to Office 365',
      'export errors',
      'password hash sync',
      'password not synced',
      'AttributeValueMustBeUnique',
      'InvalidSoftMatch',
      'InvalidHardMatch',
      'ObjectTypeMismatch',
      'IdentityDataValidationFailed',
      'unhealthy identity synchronization',
      'stopped-server-down',
      'stopped-deletion-threshold-exceeded',
      'ProxyAddresses already associated',
      'Verzeichnissynchronisierung',
      'Synchronisierungsfehler',
      'Benutzer wird nicht synchronisiert',
      'doppeltes Attribut',
    ],
    variables: [
      clientValue('sync_server', 'Server with Entra Connect', 'SYNC01'),
      clientValue('sync_dc', 'Domain controller it reads from', 'DC01'),
      sessionValue('object', 'Sign-in name of the object', 'intake'),
      sessionValue('upn', 'Sign-in name in the cloud', 'intake@corp.example'),
      sessionValue('address', 'Value that is refused', 'intake@corp.example'),
      sessionValue('twin', 'Object that holds it too', 'CN=Intake,OU=Contacts,DC=corp,DC=example'),
      sessionValue('ou', 'OU that is synchronised', 'OU=Staff,DC=corp,DC=example'),
      APPROVED_BY,
    ],
  },
  [
    question('what', 'What is not synchronised?', {
      body: 'From the portal: Entra ID, Entra Connect. Or the mail from Microsoft. What changed: server, password, OUs, licences?',
      group: 'Scope',
      ways: [
        way(
          'Nothing at all',
          'service',
          reported('Reported: nothing is synchronised to the cloud.'),
        ),
        way(
          'One object or a few',
          'kind',
          reported('Reported: single objects are not synchronised to the cloud.'),
        ),
        way(
          'Only passwords',
          'passwords',
          reported('Reported: new passwords of the domain do not work in the cloud.'),
        ),
        way('A mail warns, not clear of what', 'service'),
      ],
      links: [link('read', 'Errors during synchronisation', `${DOCS}/tshoot-connect-sync-errors`)],
    }),

    check('service', 'Service and schedule', {
      group: 'Service',
      commands: [
        reads('Get-Service -Name ADSync | Select-Object Status, StartType', {
          ...onServer,
          expect: 'Running, Automatic',
        }),
        reads('Get-ADSyncScheduler', {
          ...onServer,
          expect: 'SyncCycleEnabled True, StagingModeEnabled False',
        }),
      ],
      ways: [
        way(
          'Service is stopped',
          'start',
          observed('The service ADSync on {sync_server} is stopped.'),
          {
            cause: 'The service ADSync on {sync_server} had stopped.',
            shownBy: ['service_stopped'],
          },
        ),
        way(
          'Schedule is switched off',
          'why-off',
          observed(
            'The schedule of Entra Connect on {sync_server} is off: SyncCycleEnabled False.',
          ),
        ),
        way(
          'Staging mode',
          'staging',
          observed('{sync_server} is in staging mode: it reads, but exports nothing.'),
        ),
        way(
          'Server does not answer',
          'server-down',
          observed('{sync_server} with Entra Connect does not answer.'),
        ),
        way(
          'Runs, and on schedule',
          'runs',
          observed('ADSync on {sync_server} runs, the schedule is on, staging mode is off.'),
        ),
      ],
      links: [link('exists', 'Scheduler', `${DOCS}/how-to-connect-sync-feature-scheduler`)],
    }),
    action('start', 'Start the service', {
      group: 'Service',
      commands: [
        changes('Start-Service -Name ADSync', onServer),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Application'; ProviderName='ADSync'} -MaxEvents 20 | Format-List TimeCreated, Id, Message",
          onServer,
        ),
      ],
      before: 'Note the last events of ADSync, and the free space of the disk.',
      undo: '`Stop-Service -Name ADSync`',
      ways: [
        way('It runs', 'run', did('Started the service ADSync on {sync_server}.')),
        way(
          'It stops again',
          'escalate',
          deadEnd('Started the service ADSync on {sync_server}; it stopped again.'),
        ),
        way(
          'Sign-in of the service fails',
          'credentials',
          deadEnd(
            'Started the service ADSync on {sync_server}; the sign-in of its account failed.',
          ),
        ),
      ],
    }),
    question('why-off', 'Why is the schedule off?', {
      body: 'Ask who looks after the server. An upgrade or change of rules switches it off on purpose.',
      group: 'Service',
      ways: [
        way(
          'Forgotten after work',
          'enable',
          reported('Reported: the schedule was left off after work on {sync_server}.'),
          { cause: 'The schedule of Entra Connect on {sync_server} had been left switched off.' },
        ),
        way(
          'Work is going on',
          'on-purpose',
          reported('Reported: the schedule on {sync_server} is off for work that is going on.'),
        ),
        way(
          'Nobody knows',
          'escalate',
          decided('The schedule on {sync_server} was left off; nobody could say why it is.'),
        ),
      ],
    }),
    action('enable', 'Switch the schedule on', {
      group: 'Service',
      commands: [changes('Set-ADSyncScheduler -SyncCycleEnabled $true', onServer)],
      before: 'Note all of `Get-ADSyncScheduler`.',
      undo: '`Set-ADSyncScheduler -SyncCycleEnabled $false`',
      ways: [
        way('It is on', 'run', did('Switched the schedule of Entra Connect on {sync_server} on.')),
        way(
          'It is refused',
          'escalate',
          deadEnd('Switched the schedule on {sync_server} on; the command was refused.'),
        ),
      ],
    }),

    check('runs', 'How did the last runs end?', {
      body: 'Or Synchronization Service, Operations. Read the oldest failure first; the ones after it follow from it.',
      group: 'Runs',
      commands: [
        reads('Get-ADSyncConnectorRunStatus', { ...onServer, expect: 'Empty: nothing runs now' }),
        reads(
          'Get-ADSyncRunProfileResult -NumberRequested 20 | Select-Object StartDate, ConnectorName, RunProfileName, Result',
          { ...onServer, expect: 'Result success' },
        ),
      ],
      ways: [
        way(
          'Cloud is not reached',
          'cloud',
          observed('Runs of the cloud connector on {sync_server} end with a connection error.'),
        ),
        way(
          'Domain is not reached',
          'domain',
          observed('Runs of the domain connector on {sync_server} end with a connection error.'),
        ),
        way(
          'Too many deletions',
          'deletions',
          observed('The export on {sync_server} stopped: the threshold of deletions is exceeded.'),
        ),
        way(
          'Credentials are refused',
          'credentials',
          observed(
            'A run on {sync_server} ends because the credentials of a connector are refused.',
          ),
        ),
        way(
          'Errors of single objects',
          'kind',
          observed('The runs on {sync_server} complete with errors of single objects.'),
        ),
        way(
          'A run hangs for hours',
          'escalate',
          observed('A run on {sync_server} has not ended for hours.'),
        ),
        way(
          'All succeed',
          'in-scope',
          observed('All recent runs on {sync_server} ended with success.'),
        ),
      ],
    }),
    subFlow('domain', 'Way to the domain controller', 'network-connectivity', {
      body: 'Walk it on {sync_server}.',
      group: 'Runs',
      gives: { target: '{sync_dc}', port: '389' },
      ways: [
        way('Repaired', 'run', undefined, { id: 'fixed' }),
        way('Network is fine', 'escalate', undefined, { id: 'fine' }),
        way('Broken, place known', 'way-closed', undefined, { id: 'open' }),
      ],
    }),

    check('cloud', 'Is the cloud reached?', {
      body: 'Proxy, TLS and version of Entra Connect. Versions out of support stop working one day.',
      group: 'Way to the cloud',
      commands: [
        reads('Test-NetConnection -ComputerName "login.microsoftonline.com" -Port 443', {
          ...onServer,
          expect: 'TcpTestSucceeded : True',
        }),
        reads('Test-NetConnection -ComputerName "adminwebservice.microsoftonline.com" -Port 443', {
          ...onServer,
          expect: 'TcpTestSucceeded : True',
        }),
        reads('netsh winhttp show proxy', { ...onServer, shell: 'cmd' }),
        reads(
          `Get-ItemProperty -Path "${NET}" | Select-Object SchUseStrongCrypto, SystemDefaultTlsVersions`,
          { ...onServer, expect: 'Both 1' },
        ),
        reads(
          'Get-ItemProperty "HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\*" | Where-Object DisplayName -like "*Connect*" | Select-Object DisplayName, DisplayVersion',
          { ...onServer, expect: 'A version in support' },
        ),
      ],
      ways: [
        way(
          'Name does not resolve',
          'dns',
          tested('The name login.microsoftonline.com does not resolve on {sync_server}.'),
          { shownBy: ['name_unknown'] },
        ),
        way(
          'Port 443 is closed',
          'network',
          tested('Port 443 of login.microsoftonline.com does not answer from {sync_server}.'),
          { shownBy: ['path_closed'] },
        ),
        way(
          'Proxy or inspection',
          'way-closed',
          observed('A proxy or inspection stands between {sync_server} and the cloud.'),
        ),
        way(
          'TLS 1.2 is not switched on',
          'tls-asked',
          observed('TLS 1.2 is not switched on for .NET on {sync_server}.'),
          {
            cause:
              'TLS 1.2 was not switched on for .NET on {sync_server}, and the cloud refuses less.',
          },
        ),
        way(
          'Version out of support',
          'upgrade',
          observed('The version of Entra Connect on {sync_server} is out of support.'),
        ),
        way(
          'All of it is fine',
          'credentials',
          tested('{sync_server} reaches the cloud with TLS 1.2; the version is in support.'),
        ),
      ],
      links: [link('exists', 'Connectivity', `${DOCS}/tshoot-connect-connectivity`)],
    }),
    subFlow('dns', 'Name resolution', 'dns-resolution', {
      group: 'Way to the cloud',
      gives: { name: 'login.microsoftonline.com' },
      ways: [
        way('Name resolves again', 'run', undefined, { id: 'fixed' }),
        way('Names are fine', 'network', undefined, { id: 'fine' }),
      ],
    }),
    subFlow('network', 'Network connectivity', 'network-connectivity', {
      group: 'Way to the cloud',
      gives: { target: 'login.microsoftonline.com', port: '443' },
      ways: [
        way('Repaired', 'run', undefined, { id: 'fixed' }),
        way('Network is fine', 'credentials', undefined, { id: 'fine' }),
        way('Broken, place known', 'way-closed', undefined, { id: 'open' }),
      ],
    }),
    ...authorisation('tls-asked', 'switching TLS 1.2 on and restarting {sync_server}', {
      to: 'tls',
      otherwise: 'way-closed',
      body: 'What else runs on the server? It is away for the restart.',
    }),
    action('tls', 'Switch TLS 1.2 on, restart', {
      safety: 'disrupts',
      group: 'Way to the cloud',
      commands: [
        changes(
          `New-ItemProperty -Path "${NET}" -Name "SchUseStrongCrypto" -Value 1 -PropertyType DWord -Force`,
          onServer,
        ),
        changes(
          `New-ItemProperty -Path "${NET}" -Name "SystemDefaultTlsVersions" -Value 1 -PropertyType DWord -Force`,
          onServer,
        ),
        disrupts('Restart-Computer', onServer),
      ],
      before: 'Note both values as they are. Nothing else may be in use on the server.',
      undo: 'Set both values as noted and restart again.',
      ways: [
        way(
          'Restarted',
          'run',
          did('Switched TLS 1.2 on for .NET on {sync_server} and restarted it.'),
        ),
        way(
          'It does not come back',
          'server-down',
          deadEnd('Restarted {sync_server}; it did not come back.'),
        ),
      ],
    }),

    check('kind', 'Which error has the object?', {
      body: 'Entra admin centre: Entra Connect, Connect Health, Sync errors. Or the export errors in Synchronization Service.',
      group: 'Object',
      commands: [
        reads(
          'Get-MgUser -All -Property UserPrincipalName, OnPremisesProvisioningErrors | Where-Object OnPremisesProvisioningErrors | Select-Object UserPrincipalName -ExpandProperty OnPremisesProvisioningErrors',
          { ...graph, expect: 'Category, property and value' },
        ),
      ],
      ways: [
        way(
          'AttributeValueMustBeUnique',
          'value',
          observed('Error of the object {object}: AttributeValueMustBeUnique.'),
        ),
        way(
          'InvalidSoftMatch',
          'value',
          observed('Error of the object {object}: InvalidSoftMatch.'),
        ),
        way(
          'ObjectTypeMismatch',
          'value',
          observed('Error of the object {object}: ObjectTypeMismatch.'),
        ),
        way(
          'InvalidHardMatch',
          'anchor',
          observed('Error of the object {object}: InvalidHardMatch.'),
        ),
        way(
          'IdentityDataValidationFailed',
          'format',
          observed('Error of the object {object}: IdentityDataValidationFailed.'),
        ),
        way(
          'ExistingAdminRoleConflict',
          'admin',
          observed('Error of the object {object}: ExistingAdminRoleConflict.'),
        ),
        way('LargeObject', 'large', observed('Error of the object {object}: LargeObject.')),
        way(
          'No error, but not there',
          'in-scope',
          observed('The object {object} has no error and is missing in the cloud.'),
        ),
        way(
          'Another error',
          'escalate',
          observed('The error of the object {object} is none that this flow knows.'),
        ),
      ],
      links: [link('read', 'Errors during synchronisation', `${DOCS}/tshoot-connect-sync-errors`)],
    }),

    input('value', 'Which value is refused?', {
      body: 'The address or sign-in name as the error names it, without "SMTP:".',
      group: 'Twin',
      variable: 'address',
      says: observed('The value that is refused for {object}: {address}.'),
      to: 'find-twin',
    }),
    check('find-twin', 'Find the twin', {
      body: 'Who holds the value too? In the domain, in the cloud, and among the deleted.',
      group: 'Twin',
      commands: [
        reads(
          'Get-ADObject -LDAPFilter "(|(proxyAddresses=smtp:{address})(mail={address})(userPrincipalName={address}))" -Properties proxyAddresses, userPrincipalName',
          { ...rsat, expect: 'More than one object' },
        ),
        reads(
          'Get-Recipient -Identity "{address}" | Format-List Name, RecipientTypeDetails, IsDirSynced',
          { ...exchange, expect: 'The object that holds it in the cloud' },
        ),
        reads(
          'Get-MgDirectoryDeletedItemAsUser -All | Where-Object Mail -eq "{address}" | Select-Object Id, UserPrincipalName, DeletedDateTime',
          graph,
        ),
      ],
      ways: [
        way(
          'Another object in the domain',
          'keep-asked',
          observed('{twin} in the domain holds the value {address} too.'),
          { cause: 'Two objects of the domain held the value {address}.' },
        ),
        way(
          'Another one, in the cloud only',
          'cloud-twin',
          observed('An object that exists in the cloud only holds the value {address}.'),
        ),
        way(
          'Same person, cloud only',
          'match',
          observed('A cloud-only account of the same person holds the value {address}.'),
        ),
        way(
          'A deleted one in the cloud',
          'match',
          observed('A deleted object in the cloud still holds the value {address}.'),
        ),
        way('No twin found', 'escalate', tested('No other object holds the value {address}.')),
      ],
    }),
    ...authorisation('keep-asked', 'taking {address} off the object {twin}', {
      to: 'take-off',
      otherwise: 'client-decides',
      body: 'Who keeps the value is for the client to say, not for us.',
    }),
    action('take-off', 'Take the value off the twin', {
      body: 'If it is the primary address or sign-in name there, the twin needs a new one first.',
      group: 'Twin',
      commands: [
        reads(
          'Get-ADObject -Identity "{twin}" -Properties mail, proxyAddresses, userPrincipalName',
          rsat,
        ),
        changes('Set-ADObject -Identity "{twin}" -Remove @{proxyAddresses="smtp:{address}"}', rsat),
      ],
      before: 'Keep the output of the first command.',
      undo: '`Set-ADObject -Identity "{twin}" -Add @{proxyAddresses="smtp:{address}"}`',
      ways: [
        way('Taken off', 'run', did('Took the value {address} off {twin}.')),
        way(
          'Not safe to change',
          'escalate',
          decided('{twin} was left as it is; the effect on its mail was not clear.'),
        ),
      ],
    }),
    ...authorisation('cloud-twin', 'taking {address} off the object in the cloud', {
      to: 'take-off-cloud',
      otherwise: 'client-decides',
      body: 'A contact, a group or a shared mailbox. Who keeps the value is for the client to say.',
    }),
    action('take-off-cloud', 'Take it off in the cloud', {
      body: 'Exchange admin centre: the object, Email addresses. Do not delete the object.',
      group: 'Twin',
      before: 'Note kind, name and all addresses of the object.',
      undo: 'Add the address to the object again.',
      ways: [
        way('Taken off', 'run', did('Took the value {address} off the object in the cloud.'), {
          cause: 'An object in the cloud held the value {address} as well.',
        }),
        way(
          'It is in use there',
          'client-decides',
          observed('The value {address} is in use at the object in the cloud.'),
        ),
      ],
    }),

    check('format', 'What is wrong with the value?', {
      body: 'A suffix that is not verified, spaces, accents, a dot before the @.',
      group: 'Object',
      commands: [
        reads(
          'Get-ADUser -Identity "{object}" -Properties mail, mailNickname, proxyAddresses | Format-List UserPrincipalName, mail, mailNickname, proxyAddresses',
          rsat,
        ),
        reads('Get-MgDomain | Select-Object Id, IsVerified', {
          ...graph,
          expect: 'The suffix, IsVerified True',
        }),
      ],
      ways: [
        way(
          'Suffix is not verified',
          'suffix-asked',
          observed('The suffix of the sign-in name of {object} is not verified in the cloud.'),
          { cause: 'The sign-in name of {object} had a suffix that is not verified in the cloud.' },
        ),
        way(
          'Invalid sign or format',
          'correct',
          observed('An attribute of {object} holds a sign or a format that the cloud refuses.'),
          { cause: 'An attribute of {object} held a sign or format that the cloud refuses.' },
        ),
        way(
          'Values look right',
          'escalate',
          tested('The attributes of {object} hold only valid values.'),
        ),
      ],
    }),
    ...authorisation('suffix-asked', 'changing the sign-in name of {object} to {upn}', {
      to: 'suffix',
      otherwise: 'client-decides',
      body: 'The user signs in with the new name from then on. Tell them.',
    }),
    action('suffix', 'Correct the sign-in name', {
      group: 'Object',
      commands: [changes('Set-ADUser -Identity "{object}" -UserPrincipalName "{upn}"', rsat)],
      before: 'Note the present UserPrincipalName.',
      undo: '`Set-ADUser -Identity "{object}" -UserPrincipalName "<noted name>"`',
      ways: [
        way('Corrected', 'run', did('Changed the sign-in name of {object} to {upn}.')),
        way(
          'The suffix is not offered',
          'escalate',
          observed('The suffix of {upn} is not set up in the domain.'),
        ),
      ],
    }),
    action('correct', 'Correct the value', {
      body: 'In Active Directory Users and Computers, Attribute Editor. Only the one value that the error names.',
      group: 'Object',
      before: 'Note the attribute and its present value.',
      undo: 'Set the noted value again.',
      ways: [
        way('Corrected', 'run', did('Corrected the refused value of {object}.')),
        way(
          'Not mine to change',
          'client-decides',
          decided('The value of {object} was left to its owner.'),
        ),
      ],
    }),
    check('large', 'What makes it so large?', {
      body: 'Mostly expired certificates: more than 15 are too many.',
      group: 'Object',
      commands: [
        reads(
          "Get-ADUser -Identity \"{object}\" -Properties userCertificate, proxyAddresses, thumbnailPhoto | Select-Object @{n='Certificates'; e={ $_.userCertificate.Count }}, @{n='Addresses'; e={ $_.proxyAddresses.Count }}, @{n='Photo'; e={ $_.thumbnailPhoto.Length }}",
          rsat,
        ),
      ],
      ways: [
        way(
          'Many expired certificates',
          'trim-asked',
          observed('{object} holds more certificates than the cloud accepts.'),
          { cause: '{object} held more certificates than the cloud accepts.' },
        ),
        way(
          'Something else is large',
          'escalate',
          observed('{object} is too large by another attribute than its certificates.'),
        ),
      ],
    }),
    ...authorisation('trim-asked', 'removing expired certificates of {object}', {
      to: 'trim',
      otherwise: 'client-decides',
      body: 'Old mail may be encrypted with them. The private keys have to be kept elsewhere.',
    }),
    action('trim', 'Remove expired certificates', {
      body: 'In Active Directory Users and Computers: the user, Published Certificates. Copy each to a file, then remove the expired ones.',
      group: 'Object',
      before: 'Have each certificate as a file, and note how many there were.',
      undo: 'Add from file: the saved certificates.',
      ways: [
        way(
          'Removed',
          'run',
          did('Removed the expired certificates of {object}; copies were kept.'),
        ),
        way(
          'None is expired',
          'escalate',
          observed('None of the certificates of {object} is expired.'),
        ),
      ],
    }),

    check('in-scope', 'Is the object in scope?', {
      body: 'Compare the place of the object with the OUs that are synchronised (wizard: View configuration).',
      group: 'Object',
      commands: [
        reads(
          'Get-ADUser -Identity "{object}" -Properties whenChanged, adminDescription, mail | Format-List DistinguishedName, Enabled, whenChanged, adminDescription, mail',
          rsat,
        ),
        reads(
          'Get-ADSyncConnector | ForEach-Object { $_.Partitions } | ForEach-Object { $_.ConnectorPartitionScope.ContainerInclusionList }',
          { ...onServer, expect: 'An OU above the object' },
        ),
      ],
      ways: [
        way(
          'Outside the synchronised OUs',
          'move-asked',
          observed('{object} stands outside the OUs that are synchronised.'),
          { cause: '{object} stood outside the OUs that are synchronised.' },
        ),
        way(
          'Filtered by a rule',
          'escalate',
          observed('{object} is filtered out by a rule of the synchronisation.'),
        ),
        way(
          'Changed after the last run',
          'run',
          observed('{object} was changed after the last run; it waits for the next.'),
        ),
        way(
          'In scope, nothing to see',
          'replication',
          observed('{object} is in scope, and no rule filters it.'),
        ),
      ],
    }),
    subFlow('replication', 'Is the change on every DC?', 'ad-replication', {
      body: 'Entra Connect reads from one domain controller.',
      group: 'Object',
      gives: { dc: '{sync_dc}' },
      ways: [
        way('Replication works again', 'run', undefined, { id: 'fixed' }),
        way('Replication is fine', 'run', undefined, { id: 'fine' }),
      ],
    }),
    ...authorisation('move-asked', 'moving {object} to {ou}', {
      to: 'move',
      otherwise: 'client-decides',
      body: 'Other policies apply there. Moving it out again deletes it in the cloud.',
    }),
    action('move', 'Move it into scope', {
      group: 'Object',
      commands: [
        changes('Get-ADUser -Identity "{object}" | Move-ADObject -TargetPath "{ou}"', rsat),
      ],
      before: 'Note the present place (DistinguishedName).',
      undo: 'Move it back before the next run, or its copy in the cloud is deleted again.',
      ways: [
        way('Moved', 'run', did('Moved {object} to {ou}.')),
        way('Refused', 'escalate', deadEnd('Moved {object} to {ou}; it was refused.')),
      ],
    }),

    check('passwords', 'Passwords', {
      body: 'A password set with "must change at next sign-in" is not passed on. Is the password hash sync alive?',
      group: 'Passwords',
      commands: [
        reads('Invoke-ADSyncDiagnostics -PasswordSync', {
          ...onServer,
          expect: 'Enabled, and a recent heartbeat',
        }),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Application'; Id=611,652,655,656,657} -MaxEvents 20 | Format-List TimeCreated, Id, Message",
          { ...onServer, expect: '656 and 657 for the user' },
        ),
        reads(
          'Get-ADUser -Identity "{object}" -Properties PasswordLastSet, pwdLastSet | Format-List PasswordLastSet, pwdLastSet',
          { ...rsat, expect: 'pwdLastSet is not 0' },
        ),
      ],
      ways: [
        way(
          'Must change at next sign-in',
          'own-password',
          observed('{object} must change the password at the next sign-in (pwdLastSet 0).'),
          {
            cause:
              'The password of {object} was set to be changed at the next sign-in, and such are not passed on.',
          },
        ),
        way(
          'No heartbeat for hours',
          'restart',
          observed('The password synchronisation on {sync_server} has had no heartbeat for hours.'),
          { cause: 'The password synchronisation on {sync_server} had come to a halt.' },
        ),
        way(
          'Right to read is missing (8453)',
          'credentials',
          observed(
            'Event 611 on {sync_server}: the connector account may not read passwords (8453).',
          ),
        ),
        way(
          'Switched off',
          'client-decides',
          observed('The password synchronisation on {sync_server} is switched off.'),
        ),
        way(
          'Passed on, sign-in still fails',
          'escalate',
          observed('The password of {object} was passed on; the sign-in in the cloud still fails.'),
        ),
      ],
    }),
    action('own-password', 'Have the user change it', {
      body: 'On a computer in the domain, or by reset after an identity check with the option off. The password never goes into the ticket.',
      group: 'Passwords',
      before: 'Note PasswordLastSet, and how the identity was proven.',
      undo: 'A password cannot be set back; set a new one if this was the wrong account.',
      ways: [
        way('Changed', 'verify', did('The password of {object} was changed in the domain.')),
        way(
          'Identity not proven',
          'client-decides',
          decided('The password of {object} was left; the identity of the caller was not proven.'),
        ),
      ],
    }),
    action('restart', 'Restart the service', {
      body: 'Only while no run is on (`Get-ADSyncConnectorRunStatus` is empty).',
      group: 'Passwords',
      commands: [changes('Restart-Service -Name ADSync', onServer)],
      before: 'Note the last heartbeat and that no run is on.',
      undo: 'Nothing to undo; the service goes on where it was.',
      ways: [
        way('Heartbeat is back', 'run', did('Restarted the service ADSync on {sync_server}.')),
        way(
          'No heartbeat',
          'escalate',
          deadEnd('Restarted the service ADSync on {sync_server}; the heartbeat stayed away.'),
        ),
      ],
    }),

    action('run', 'Start a delta run', {
      group: 'Verification',
      commands: [changes('Start-ADSyncSyncCycle -PolicyType Delta', onServer)],
      before: 'Note when the last run ended, and that none is on.',
      undo: 'None needed: the next run would have done the same.',
      ways: [
        way('Ended', 'verify', did('Started a delta synchronisation on {sync_server}; it ended.')),
        way(
          'Ended with errors',
          'kind',
          did('Started a delta synchronisation on {sync_server}; it ended with errors.'),
        ),
        way(
          'Stopped: too many deletions',
          'deletions',
          observed('The export on {sync_server} stopped: the threshold of deletions is exceeded.'),
        ),
        way(
          'Does not start',
          'escalate',
          deadEnd('A delta synchronisation on {sync_server} did not start.'),
        ),
      ],
    }),
    check('verify', 'Is it right in the cloud?', {
      body: 'The error report of the portal follows within half an hour.',
      group: 'Verification',
      commands: [
        reads(
          'Get-MgUser -UserId "{upn}" -Property UserPrincipalName, OnPremisesLastSyncDateTime, OnPremisesProvisioningErrors | Format-List UserPrincipalName, OnPremisesLastSyncDateTime, OnPremisesProvisioningErrors',
          { ...graph, expect: 'A new time and no error' },
        ),
      ],
      ways: [
        way(
          'It is right',
          'resolved',
          tested('{upn} is right in the cloud, with a new time of synchronisation and no error.'),
        ),
        way('Another error now', 'kind', tested('{upn} shows another error after the run.')),
        way('Same as before', 'escalate', tested('{upn} is as before after the run.')),
      ],
    }),

    end('resolved', 'It is synchronised again', 'resolved', {
      verification: '{upn} is right in the cloud, with a new time of synchronisation and no error',
      tell: 'The account is up to date in Microsoft 365 again.',
      followUp: 'Look at the error report once more after half an hour',
    }),
    end('on-purpose', 'Off for work that is going on', 'workaround', {
      cause: { status: 'confirmed', text: 'The synchronisation is off for work on {sync_server}.' },
      verification: 'who works on the server was named and knows of this ticket',
      tell: 'The synchronisation is paused for planned work and starts again after it.',
      followUp: 'Ask whoever works on the server to switch the schedule on again',
    }),
    end('staging', 'Which server is the active one?', 'escalate', {
      cause: {
        status: 'probable',
        text: 'The server in staging mode was taken for the active one.',
      },
      evidence: [
        'Every server with Entra Connect, and its StagingModeEnabled',
        'When the last export ran, and on which',
        'Rules and filters of both, exported',
      ],
      tell: 'We have found where the synchronisation stands still and passed it on to a colleague.',
      followUp: 'Decide which server is active; never two at once',
    }),
    end('deletions', 'Too many deletions: stopped rightly', 'escalate', {
      cause: {
        status: 'probable',
        text: 'Many objects left the scope of the synchronisation and would be deleted in the cloud.',
      },
      evidence: [
        'Objects waiting for deletion, as a list',
        'What changed: OUs, filters, groups, moved objects',
        'Threshold as it is set',
      ],
      tell: 'A safeguard has stopped the synchronisation before accounts are removed. Nothing is lost.',
      followUp: 'Find what left the scope; do not lift the threshold',
    }),
    end('credentials', 'Account of the connector', 'escalate', {
      cause: {
        status: 'probable',
        text: 'An account of the synchronisation is refused or lacks rights.',
      },
      evidence: [
        'Which connector and account, and the error',
        'Last change of password or rights',
        'Events of ADSync with times',
      ],
      tell: 'The synchronisation cannot sign in. A colleague with the rights for it takes over.',
      followUp: 'Renew password or rights of the account in the wizard',
    }),
    end('anchor', 'Taking over an account is blocked', 'escalate', {
      cause: {
        status: 'probable',
        text: 'The object would take over an account in the cloud, and the tenant blocks that.',
      },
      evidence: [
        'Anchor of both objects (ImmutableId, mS-DS-ConsistencyGuid)',
        'History: moved out of scope and back, restored, created anew',
        'Setting of the tenant on hard matching',
      ],
      tell: 'The account needs a careful repair. A colleague takes over.',
      followUp: 'Unblock for a moment or repair the anchor, by the second level',
    }),
    end('match', 'One person, two accounts', 'escalate', {
      cause: {
        status: 'probable',
        text: 'An account in the cloud, present or deleted, holds the value {address}.',
      },
      evidence: [
        'Both objects with their addresses and anchors',
        'Which mailbox holds data',
        'What the client wants to keep',
      ],
      tell: 'The person has two accounts that have to be joined. A colleague takes over.',
      followUp: 'Decide on matching, before anything is deleted',
    }),
    end('admin', 'The account in the cloud is an admin', 'escalate', {
      cause: {
        status: 'confirmed',
        text: 'The account in the cloud holds an administrator role, so it is not taken over.',
      },
      evidence: ['Roles of the account in the cloud', 'Who uses it', 'Object in the domain'],
      tell: 'The account is protected and needs a decision by those in charge. We have asked for it.',
      followUp: 'Decide: separate admin account, or match without the role',
    }),
    end('upgrade', 'Entra Connect has to be upgraded', 'escalate', {
      cause: {
        status: 'probable',
        text: 'The version of Entra Connect on {sync_server} is out of support.',
      },
      evidence: [
        'Present version',
        'Windows and .NET of the server',
        'Export of the configuration',
      ],
      tell: 'The synchronisation needs a newer version. We will arrange a time for it.',
      followUp: 'Plan the upgrade, with an export of the configuration first',
    }),
    end('way-closed', 'Way to be opened by its owner', 'escalate', {
      cause: {
        status: 'probable',
        text: 'The way from {sync_server} is blocked or changed in between.',
      },
      evidence: [
        'Target, port and result',
        'Proxy and issuer of the certificate',
        'Last change on firewall or proxy',
      ],
      tell: 'The way to the service is blocked. We have asked those in charge to open it.',
      followUp: 'Open the way on firewall or proxy, by its owner',
    }),
    end('server-down', 'Server is down', 'escalate', {
      evidence: ['Last time {sync_server} answered', 'Power and host state, as far as seen'],
      tell: 'The server that keeps accounts in step is down. We have passed this on with priority.',
      followUp: 'Bring the server back; sign-in with known passwords goes on working',
    }),
    end('client-decides', 'A decision of the client', 'escalate', {
      evidence: [
        'What is to be decided, and between what',
        'Who may decide',
        'Effect of each choice',
      ],
      tell: 'We need a decision from you before we go on. We have written down the choices.',
      followUp: 'Get the decision of the client',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Output of Get-ADSyncScheduler',
        'Last runs with their results',
        'Error and value of the object',
        'Object in domain and cloud',
        'What was changed, and when',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Take over with the evidence below',
    }),
  ],
)

/** Printing fails: how far it goes, then spooler, jobs, device, port, driver and rights. */
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
  link,
  observed,
  reads,
  sessionValue,
  subFlow,
  tested,
  way,
} from './author-flow.ts'

const onHost = { where: 'on {host}, elevated' }
const onPc = { where: 'on {pc}, as the user' }
const DOCS = '…/windows-server/printing'

export const printing = authorFlow(
  {
    slug: 'printing',
    name: 'Printing does not work',
    kind: 'troubleshooting',
    summary: 'Nothing comes out of a printer, jobs are stuck, or a printer cannot be added.',
    category: 'Devices',
    words: [
      'printer',
      'printers',
      'cannot print',
      'can’t print',
      'not printing',
      'print job',
      'print jobs stuck',
      'jobs stuck in the queue',
      'print queue',
      'print server',
      'print spooler',
      'spooler',
      'spoolsv.exe',
      'printer offline',
      'printer shows offline',
      'printer driver',
      'add printer',
      'install printer',
      'label printer',
      'default printer missing',
      'driver not trusted',
      '0x0000011b',
      '0x00000709',
      'Drucker',
      'druckt nicht',
      'drucken geht nicht',
      'Drucker offline',
      'Druckauftrag',
      'Druckwarteschlange',
      'Druckertreiber',
      'Drucker hinzufügen',
    ],
    variables: [
      sessionValue('host', 'Computer or server with the queue', 'PRINT01'),
      clientValue('printserver', 'Print server', 'PRINT01'),
      sessionValue('printer', 'Name of the printer', 'Office-2F'),
      sessionValue('address', 'Address of the printer', '10.0.20.41'),
      sessionValue('port_name', 'Port of the queue', 'IP_10.0.20.41'),
      sessionValue('job', 'Number of the job', '17'),
      sessionValue('driver', 'Name of the driver', 'Universal Print Driver PCL6'),
      sessionValue('pc', 'The user’s computer', 'PC-FIN-07'),
      sessionValue('user', 'Sign-in name of the user', 'p.adler'),
      sessionValue('group', 'Group that may print', 'Print-Finance'),
      APPROVED_BY,
    ],
  },
  [
    subFlow('scope', 'Scope of the problem', 'scope', {
      body: 'Five short answers. They are the Problem part of the note.',
      group: 'Problem',
      ways: [
        way('One user', 'extent', undefined, { id: 'one-user' }),
        way('One device', 'extent', undefined, { id: 'one-device' }),
        way('One site or group', 'extent', undefined, { id: 'group' }),
        way('Everyone', 'extent', undefined, { id: 'everyone' }),
      ],
    }),

    check('extent', 'How far does it go?', {
      body: 'Try a second printer from the same computer, then the same printer from a second one. The queue is on {host}: the print server, or the computer itself.',
      group: 'Problem',
      ways: [
        way(
          'All printers of one computer',
          'spooler',
          tested('No printer prints from {host}; the same printers print from elsewhere.'),
        ),
        way(
          'All printers of a print server',
          'spooler',
          tested('No printer of {host} prints, from several computers.'),
        ),
        way(
          'One printer, for everyone',
          'device',
          tested('{printer} prints from no computer; other printers do.'),
        ),
        way(
          'One printer, from one computer',
          'spooler',
          tested('{printer} does not print from {host}, but from another computer.'),
        ),
        way(
          'One user or one document',
          'document',
          tested('{printer} prints, except for one user or one document.'),
        ),
        way(
          'It cannot be added',
          'install',
          tested('{printer} cannot be added on the computer of the user.'),
        ),
      ],
      links: [
        link('exists', 'Printer problems: where to begin', `${DOCS}/troubleshoot-printer-guidance`),
      ],
    }),

    check('spooler', 'Does the spooler run?', {
      body: 'Disabled on a domain controller is on purpose: do not switch it on there.',
      group: 'Spooler',
      commands: [
        reads('Get-Service -Name Spooler | Select-Object Status, StartType', {
          ...onHost,
          expect: 'Running, Automatic',
        }),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='System'; ProviderName='Service Control Manager'; Id=7031,7034} -MaxEvents 20 | Format-List TimeCreated, Message",
          { ...onHost, expect: 'Ends of the Print Spooler' },
        ),
        reads(
          'Get-WinEvent -FilterHashtable @{LogName=\'Application\'; Id=1000} -MaxEvents 50 | Where-Object Message -like "*spoolsv.exe*" | Format-List TimeCreated, Message',
          { ...onHost, expect: 'The faulting module' },
        ),
      ],
      ways: [
        way('It runs', 'jobs', observed('The spooler on {host} runs.'), {
          shownBy: ['service_running'],
        }),
        way('It is stopped', 'start', observed('The spooler on {host} is stopped.'), {
          cause: 'The spooler on {host} had stopped.',
          shownBy: ['service_stopped'],
        }),
        way(
          'It crashes again and again',
          'clear-asked',
          observed('The spooler on {host} ends again and again (events 7031, 7034 or 1000).'),
        ),
        way(
          'It is disabled on purpose',
          'on-purpose',
          observed('The spooler on {host} is disabled by policy.'),
          { shownBy: ['service_stopped', 'service_disabled'] },
        ),
      ],
      links: [link('read', 'Spooler is not running', `${DOCS}/print-spooler-service-not-running`)],
    }),
    action('start', 'Start the spooler', {
      group: 'Spooler',
      commands: [changes('Start-Service -Name Spooler', onHost)],
      before: 'Note state and start type, and the last events of the spooler.',
      undo: '`Stop-Service -Name Spooler`',
      ways: [
        way('It runs', 'verify', did('Started the spooler on {host}.')),
        way(
          'It stops again',
          'clear-asked',
          deadEnd('Started the spooler on {host}; it stopped again.'),
        ),
      ],
    }),

    check('jobs', 'What becomes of the jobs?', {
      body: 'Print a test page and watch the queue.',
      group: 'Queue',
      commands: [
        reads(
          'Get-Printer -Name "{printer}" | Format-List PrinterStatus, JobCount, PortName, DriverName',
          {
            ...onHost,
            expect: 'Normal',
          },
        ),
        reads('Get-PrintJob -PrinterName "{printer}"', {
          ...onHost,
          expect: 'Number, owner, state of each job',
        }),
      ],
      ways: [
        way(
          'One is stuck, others wait',
          'remove-job',
          observed(
            'A job in the queue of {printer} on {host} is stuck, and others wait behind it.',
          ),
        ),
        way(
          'They wait, the queue is paused',
          'resume',
          observed('The queue of {printer} on {host} is paused or set to work offline.'),
          { cause: 'The queue of {printer} on {host} was paused or set to work offline.' },
        ),
        way(
          'They wait, printer "offline"',
          'port',
          observed('The queue of {printer} on {host} shows the printer as offline.'),
        ),
        way(
          'They vanish, nothing comes out',
          'driver',
          observed('Jobs for {printer} leave the queue on {host}, but nothing is printed.'),
        ),
        way(
          'None arrives',
          'document',
          observed('Jobs of the user do not arrive in the queue of {printer} on {host}.'),
        ),
        way('No queue of this name', 'install', observed('There is no queue {printer} on {host}.')),
      ],
    }),
    action('resume', 'Let the queue go on', {
      body: 'Ask who paused it: a toner change or repair may be under way. "Use printer offline" is in the menu of the queue.',
      group: 'Queue',
      before: 'Note who paused it, if known, and how many jobs wait.',
      undo: 'Pause the queue again in its menu.',
      ways: [
        way('It prints', 'verify', did('Let the queue of {printer} on {host} go on.')),
        way(
          'It falls back',
          'port',
          deadEnd('Let the queue of {printer} on {host} go on; it went offline again.'),
        ),
      ],
    }),
    action('remove-job', 'Remove the stuck job', {
      body: 'Tell its owner: the document has to be printed again.',
      group: 'Queue',
      commands: [changes('Remove-PrintJob -PrinterName "{printer}" -ID {job}', onHost)],
      before: 'Note owner, document and number of the job.',
      undo: 'Have the document printed again by its owner.',
      ways: [
        way('The others print', 'verify', did('Removed job {job} from the queue of {printer}.'), {
          cause: 'Job {job} in the queue of {printer} was stuck and held up the others.',
        }),
        way(
          'It stays "deleting"',
          'clear-asked',
          deadEnd('Removed job {job} from the queue of {printer}; it stays in deletion.'),
        ),
        way(
          'The next one is stuck too',
          'port',
          deadEnd('Removed job {job} from the queue of {printer}; the next was stuck too.'),
        ),
      ],
    }),
    ...authorisation('clear-asked', 'stopping the spooler on {host}, setting waiting jobs aside', {
      to: 'clear',
      otherwise: 'escalate',
      body: 'All printers of {host} stand still meanwhile, and waiting jobs are not printed.',
    }),
    action('clear', 'Set the jobs aside, restart', {
      body: 'Aside, not away: they can be put back.',
      safety: 'disrupts',
      group: 'Spooler',
      commands: [
        disrupts('Stop-Service -Name Spooler -Force', onHost),
        changes(
          'New-Item -ItemType Directory -Path "$env:SystemDrive\\spool-aside" -Force',
          onHost,
        ),
        changes(
          'Move-Item -Path "$env:SystemRoot\\System32\\spool\\PRINTERS\\*" -Destination "$env:SystemDrive\\spool-aside"',
          onHost,
        ),
        changes('Start-Service -Name Spooler', onHost),
      ],
      before: 'Note how many jobs of which printers wait, and whose they are.',
      undo: 'Stop the spooler, move the files back, start it again.',
      ways: [
        way(
          'It holds',
          'verify',
          did('Set the waiting jobs on {host} aside and restarted the spooler.'),
          {
            cause: 'A damaged job in the spool folder of {host} blocked the spooler.',
          },
        ),
        way(
          'It crashes with no job',
          'driver',
          deadEnd('Restarted the spooler on {host} without any job; it ended again.'),
        ),
        way(
          'Holds until one job comes',
          'document',
          deadEnd('Restarted the spooler on {host}; it held until one document was printed.'),
        ),
      ],
    }),

    check('device', 'Look at the device', {
      body: 'Panel, paper, toner, cable. Print its own status page: the address is on it.',
      group: 'Device',
      commands: [
        reads('Test-NetConnection -ComputerName "{address}" -Port 9100', {
          ...onHost,
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      ways: [
        way(
          'Ready, and it answers',
          'spooler',
          tested('{printer} shows ready and answers on port 9100 at {address}.'),
        ),
        way(
          'Paper, toner, open lid',
          'supplies',
          observed('{printer} shows that paper, toner or a closed lid is missing.'),
          { cause: '{printer} waited for paper, toner or a closed lid.' },
        ),
        way(
          'Another address than expected',
          'new-port',
          observed(
            'The status page of {printer} shows the address {address}; the port has another.',
          ),
          { cause: 'The address of {printer} had changed, and the queue kept the old one.' },
        ),
        way(
          'Ready, but does not answer',
          'network',
          tested('{printer} shows ready, but does not answer at {address}.'),
          { shownBy: ['path_closed'] },
        ),
        way(
          'Error code on the panel',
          'repair',
          observed('{printer} shows an error on its panel.'),
        ),
        way(
          'It is off, nobody is there',
          'repair',
          observed('{printer} is off, and nobody is at it.'),
        ),
      ],
    }),
    action('supplies', 'Have it put right on site', {
      group: 'Device',
      before: 'Note what the panel shows, word for word.',
      undo: 'Nothing to undo.',
      ways: [
        way(
          'Ready again',
          'verify',
          did('Had paper, toner or lid of {printer} put right on site.'),
        ),
        way('None in stock', 'repair', observed('What {printer} needs is not in stock on site.')),
      ],
    }),
    subFlow('network', 'Way to the printer', 'network-connectivity', {
      group: 'Device',
      gives: { target: '{address}', port: '9100' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'port', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),

    check('port', 'Does the port fit?', {
      body: 'A WSD port loses its printer easily. "Offline" by SNMP is often a false alarm: does the printer answer?',
      group: 'Port',
      commands: [
        reads('Get-Printer -Name "{printer}" | Format-List PortName, PrinterStatus', onHost),
        reads(
          'Get-CimInstance -ClassName Win32_TCPIPPrinterPort | Select-Object Name, HostAddress, PortNumber, SNMPEnabled',
          { ...onHost, expect: 'HostAddress is that of the printer' },
        ),
        reads('Test-NetConnection -ComputerName "{address}" -Port 9100', {
          ...onHost,
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      ways: [
        way(
          'Points to another address',
          'new-port',
          observed('The port of {printer} on {host} points to another address than {address}.'),
          { cause: 'The address of {printer} had changed, and the queue kept the old one.' },
        ),
        way('It is a WSD port', 'new-port', observed('{printer} on {host} uses a WSD port.'), {
          cause: '{printer} on {host} used a WSD port, which had lost the device.',
        }),
        way(
          'Answers, yet shown offline',
          'snmp',
          observed('{printer} answers at {address}, yet its queue on {host} shows offline.'),
          { cause: 'The SNMP status of the port showed {printer} as offline although it was not.' },
        ),
        way(
          'Does not answer',
          'network',
          tested('{printer} does not answer on port 9100 at {address} from {host}.'),
          { shownBy: ['path_closed'] },
        ),
        way(
          'Right, and it answers',
          'driver',
          tested('The port of {printer} on {host} is right, and the device answers.'),
        ),
      ],
      links: [link('exists', 'New printer shows offline', `${DOCS}/new-printer-status-is-offline`)],
    }),
    action('new-port', 'Give the queue the right port', {
      body: 'A standard TCP/IP port. Waiting jobs go there too.',
      group: 'Port',
      commands: [
        changes('Add-PrinterPort -Name "IP_{address}" -PrinterHostAddress "{address}"', onHost),
        changes('Set-Printer -Name "{printer}" -PortName "IP_{address}"', onHost),
      ],
      before: 'Note PortName and address as they are.',
      undo: '`Set-Printer -Name "{printer}" -PortName "<noted port>"`',
      ways: [
        way('It prints', 'verify', did('Set {printer} on {host} to a TCP/IP port for {address}.')),
        way(
          'Address changes again',
          'reserve',
          observed('The address of {printer} is given anew by DHCP and changes again.'),
        ),
        way(
          'Nothing comes out',
          'driver',
          deadEnd('Set {printer} on {host} to a TCP/IP port for {address}; nothing was printed.'),
        ),
      ],
    }),
    action('snmp', 'Switch the SNMP status off', {
      group: 'Port',
      commands: [
        changes(
          'Get-CimInstance -ClassName Win32_TCPIPPrinterPort | Where-Object Name -eq "{port_name}" | Set-CimInstance -Property @{ SNMPEnabled = $false }',
          onHost,
        ),
      ],
      before: 'Note SNMPEnabled of the port.',
      undo: 'Tick "SNMP Status Enabled" again in the settings of the port.',
      ways: [
        way(
          'It is online',
          'verify',
          did('Switched the SNMP status of {port_name} on {host} off.'),
        ),
        way(
          'It stays offline',
          'driver',
          deadEnd('Switched the SNMP status of {port_name} on {host} off; it stays offline.'),
        ),
      ],
    }),

    check('driver', 'Is it the driver?', {
      body: 'The faulting module from event 1000 names the driver. What was updated before it began? Is the spool folder scanned?',
      group: 'Driver',
      commands: [
        reads(
          'Get-PrinterDriver | Select-Object Name, Manufacturer, MajorVersion, PrintProcessor',
          onHost,
        ),
        reads('Get-HotFix | Sort-Object InstalledOn -Descending | Select-Object -First 5', {
          ...onHost,
          expect: 'Dates before it began?',
        }),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Microsoft-Windows-PrintService/Admin'} -MaxEvents 20 | Format-List TimeCreated, Id, Message",
          onHost,
        ),
      ],
      ways: [
        way(
          'A module of the vendor',
          'driver-asked',
          observed('The module that fails on {host} belongs to the driver of {printer}.'),
          { cause: 'The driver of {printer} on {host} was faulty.' },
        ),
        way(
          'Since a Windows update',
          'known-issue',
          observed('It began on {host} with a Windows update.'),
        ),
        way(
          'Since a driver update',
          'driver-asked',
          observed('It began on {host} with a new driver of {printer}.'),
          { cause: 'A new driver of {printer} on {host} was faulty.' },
        ),
        way(
          'Scanner on the spool folder',
          'scanner',
          observed('The virus scanner on {host} reads the spool folder.'),
        ),
        way(
          'Nothing points to it',
          'document',
          tested('Driver, updates and scanner on {host} show no fault.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Third-party driver and spooler errors',
          `${DOCS}/third-party-print-driver-print-spooler-error`,
        ),
      ],
    }),
    ...authorisation('driver-asked', 'changing the driver of {printer} on {host}', {
      to: 'new-driver',
      otherwise: 'escalate',
      body: 'Everyone who uses this queue gets the new driver; trays and finishing may have to be set again.',
    }),
    action('new-driver', 'Change the driver', {
      body: 'The vendor’s current or universal driver, downloaded from the vendor, installed on {host} first.',
      group: 'Driver',
      commands: [
        changes('Add-PrinterDriver -Name "{driver}"', onHost),
        changes('Set-Printer -Name "{printer}" -DriverName "{driver}"', onHost),
      ],
      before: 'Note DriverName, trays and defaults of the queue.',
      undo: '`Set-Printer -Name "{printer}" -DriverName "<noted driver>"`',
      ways: [
        way('It prints', 'verify', did('Changed the driver of {printer} on {host} to {driver}.')),
        way(
          'Same as before',
          'escalate',
          deadEnd('Changed the driver of {printer} on {host} to {driver}; it fails as before.'),
        ),
        way(
          'It cannot be installed',
          'escalate',
          deadEnd('Installed the driver {driver} on {host}; the installation failed.'),
        ),
      ],
    }),

    check('document', 'Whose, and which document?', {
      body: 'Same document by another user; a line of Notepad by the same user; the same file as PDF.',
      group: 'User',
      ways: [
        way(
          'Only this user, any document',
          'rights',
          tested('Another user prints the same document on {printer}; {user} prints none.'),
        ),
        way(
          'Only this document',
          'other-form',
          tested('Other documents of {user} print on {printer}; only one does not.'),
        ),
        way(
          'Only this application',
          'application',
          tested('A line of Notepad prints on {printer}; one application does not.'),
        ),
        way(
          'Wrong printer was chosen',
          'default-printer',
          observed('The jobs of {user} went to another printer than {printer}.'),
          { cause: 'Another printer than {printer} was the default of {user} on {pc}.' },
        ),
        way(
          'Every user, every document',
          'escalate',
          tested('No user and no document prints on {printer}.'),
        ),
      ],
    }),
    action('default-printer', 'Set the default printer', {
      body: 'Settings, Printers: switch "Let Windows manage my default printer" off, then set it.',
      group: 'User',
      before: 'Note the present default printer; look for the jobs on it.',
      undo: 'Set the noted printer as default again.',
      ways: [
        way('Set', 'verify', did('Made {printer} the default printer of {user} on {pc}.')),
        way(
          'A policy sets another',
          'escalate',
          observed('A policy sets another default printer for {user}.'),
        ),
      ],
    }),
    action('other-form', 'Print it in another form', {
      body: 'Save as PDF, print that; in the PDF reader "Print as image".',
      group: 'User',
      before: 'Note document type, fonts, size and the application.',
      undo: 'Nothing to undo; the document was only printed.',
      ways: [
        way('That prints', 'form-works', did('Printed the document on {printer} in another form.')),
        way(
          'That fails too',
          'application',
          deadEnd('Printed the document on {printer} in another form; it failed too.'),
        ),
      ],
    }),
    check('rights', 'May the user print there?', {
      group: 'User',
      commands: [
        reads('(Get-Printer -Name "{printer}" -Full).PermissionSDDL', {
          ...onHost,
          expect: 'Or the tab Security of the printer',
        }),
        reads('whoami /groups', { ...onPc, shell: 'cmd', expect: 'The group {group} in the list' }),
        reads('Get-Printer | Select-Object Name, Type, PortName', {
          ...onPc,
          expect: 'The connection to {printer}',
        }),
      ],
      ways: [
        way(
          'The right is missing',
          'right-asked',
          observed('{user} is in no group that may print on {printer}.'),
          { cause: '{user} was not in {group}, which may print on {printer}.' },
        ),
        way(
          'Rights are in order',
          'reconnect',
          observed('{user} may print on {printer}; the group is in the token.'),
        ),
      ],
    }),
    ...authorisation('right-asked', 'printing on {printer} for {user}', {
      to: 'add-to-group',
      otherwise: 'escalate',
    }),
    action('add-to-group', 'Add the user to the group', {
      body: 'It takes effect at the next sign-in.',
      group: 'User',
      commands: [
        changes('Add-ADGroupMember -Identity "{group}" -Members "{user}"', {
          where: 'on a domain controller or with RSAT',
        }),
      ],
      before: 'Note the members: `Get-ADGroupMember -Identity "{group}"`.',
      undo: '`Remove-ADGroupMember -Identity "{group}" -Members "{user}"`',
      ways: [
        way('Added, signed in again', 'verify', did('Added {user} to the group {group}.')),
        way(
          'No right to change it',
          'escalate',
          observed('The right to change the group {group} is missing.'),
        ),
      ],
    }),
    action('reconnect', 'Connect the printer anew', {
      group: 'User',
      commands: [
        changes('Remove-Printer -Name "\\\\{printserver}\\{printer}"', onPc),
        changes('Add-Printer -ConnectionName "\\\\{printserver}\\{printer}"', onPc),
      ],
      before: 'Note default printer, trays and two-sided setting of the user.',
      undo: 'Add the connection again as above.',
      ways: [
        way('It prints', 'verify', did('Connected {printer} anew for {user} on {pc}.'), {
          cause: 'The connection to {printer} in the profile of {user} was damaged.',
        }),
        way('It cannot be added', 'install', observed('{printer} cannot be added again on {pc}.')),
        way(
          'Still nothing',
          'escalate',
          deadEnd('Connected {printer} anew for {user} on {pc}; nothing was printed.'),
        ),
      ],
    }),

    check('install', 'What does the message say?', {
      body: 'Only administrators may install printer drivers: that is a protection. Do not weaken it.',
      group: 'Adding',
      commands: [
        reads('Test-NetConnection -ComputerName "{printserver}" -Port 445', {
          where: 'on {pc}',
          expect: 'TcpTestSucceeded : True',
        }),
        reads(
          'Get-Printer -ComputerName "{printserver}" | Select-Object Name, Shared, DriverName',
          {
            where: 'from an admin computer',
            expect: 'The printer, Shared True',
          },
        ),
      ],
      ways: [
        way(
          'Driver not trusted, needs admin',
          'as-admin',
          observed(
            'Adding {printer} on {pc} asks for an administrator or for trust in the driver.',
          ),
          {
            cause:
              'The driver of {printer} was missing on {pc}, and only administrators may add it.',
          },
        ),
        way(
          '0x0000011b or 0x00000709',
          'levels',
          observed('Adding {printer} on {pc} ends with 0x0000011b or 0x00000709.'),
        ),
        way(
          'Server is not reached',
          'server-way',
          tested('{printserver} does not answer on port 445 from {pc}.'),
          { shownBy: ['path_closed'] },
        ),
        way(
          'Printer is not shared there',
          'escalate',
          observed('{printserver} does not share a printer {printer}.'),
        ),
        way(
          'Another message',
          'escalate',
          observed('Adding {printer} on {pc} ends with another message.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Events of Point and Print restrictions',
          `${DOCS}/event-ids-associated-point-print-restrictions`,
        ),
      ],
    }),
    action('as-admin', 'Install as administrator', {
      body: 'By your management tool or elevated on {pc}; then the user adds the connection.',
      group: 'Adding',
      commands: [
        changes('Add-PrinterDriver -Name "{driver}"', { where: 'on {pc}, elevated' }),
        changes('Add-Printer -ConnectionName "\\\\{printserver}\\{printer}"', onPc),
      ],
      before: 'Note the drivers there: `Get-PrinterDriver`.',
      undo: '`Remove-PrinterDriver -Name "{driver}"`',
      ways: [
        way('Added', 'verify', did('Installed the driver {driver} on {pc} as administrator.')),
        way(
          'Refused all the same',
          'levels',
          deadEnd('Installed {driver} on {pc}; adding is refused.'),
        ),
      ],
    }),
    check('levels', 'Compare the update levels', {
      group: 'Adding',
      commands: [
        reads(
          'Get-ItemProperty "HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion" | Select-Object CurrentBuild, UBR',
          { where: 'on {pc} and on {printserver}', expect: 'Updates of the same month' },
        ),
      ],
      ways: [
        way(
          'They differ by months',
          'update-both',
          observed('{pc} and {printserver} are on updates of different months.'),
        ),
        way(
          'Same month',
          'escalate',
          observed('{pc} and {printserver} are on updates of the same month.'),
        ),
      ],
    }),
    subFlow('server-way', 'Way to the print server', 'network-connectivity', {
      group: 'Adding',
      gives: { target: '{printserver}', port: '445' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'levels', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),

    check('verify', 'Print it as the user', {
      body: 'A test page first, then the document that mattered. Ask the user whether it came out right.',
      group: 'Verification',
      ways: [
        way(
          'It came out',
          'resolved',
          tested('A test page and the document of the user came out of {printer}.'),
        ),
        way('Something else now', 'extent', tested('{printer} still fails, in another way.')),
        way('Same as before', 'escalate', tested('{printer} fails as before.')),
      ],
    }),

    end('resolved', 'It prints again', 'resolved', {
      verification: 'a test page and the document of the user came out of {printer}',
      tell: 'You can print again. Jobs that had been waiting may have to be printed anew.',
    }),
    end('form-works', 'Printed in another form', 'workaround', {
      cause: {
        status: 'probable',
        text: 'The driver of {printer} cannot print something in the document.',
      },
      verification: 'the document came out of {printer} in another form',
      tell: 'Your document is printed. For files like it, save as PDF first and print that.',
      followUp: 'Ask the vendor of the driver about the document',
    }),
    end('reserve', 'Prints, address to be reserved', 'workaround', {
      cause: {
        status: 'confirmed',
        text: 'The address of {printer} is given anew by DHCP and changed.',
      },
      verification: 'a test page came out of {printer} at its present address',
      tell: 'You can print again. We still reserve the address of the printer, so that it stays so.',
      followUp: 'Reserve the address of the printer in DHCP',
    }),
    end('on-purpose', 'Spooler is off on purpose', 'workaround', {
      cause: { status: 'confirmed', text: 'The spooler on {host} is disabled by policy.' },
      verification: 'a test page came out by way of another computer or print server',
      tell: 'Printing from there is switched off for security. Please use the way we showed you.',
      followUp: 'Move the queue to a print server, if it is needed',
    }),
    end('repair', 'Device needs a hand', 'vendor', {
      cause: { status: 'probable', text: 'A fault or lack of {printer} itself.' },
      evidence: [
        'Text or code on the panel',
        'Model, serial number and page count',
        'Contract and phone number of the service',
        'Where the client prints meanwhile',
      ],
      tell: 'The printer itself needs service. Please use another printer until it is done.',
      followUp: 'Call the service of the printer, or have it switched on',
    }),
    end('scanner', 'Virus scanner on the spool folder', 'escalate', {
      cause: {
        status: 'probable',
        text: 'The virus scanner on {host} holds files of the spool folder.',
      },
      evidence: ['Product and version', 'Path that is scanned', 'Times of both logs side by side'],
      tell: 'Another program disturbs printing. We have asked those in charge of it.',
      followUp: 'Ask the owner of the security product for an exclusion',
    }),
    end('known-issue', 'Since a Windows update', 'escalate', {
      cause: { status: 'probable', text: 'A Windows update on {host} changed printing.' },
      evidence: [
        'Number and date of the update',
        'Model and driver',
        'Which computers are affected',
      ],
      tell: 'An update has changed printing. A colleague looks for the correction.',
      followUp: 'Look for a known issue of the update before removing it',
    }),
    end('update-both', 'Bring both to the same month', 'escalate', {
      cause: {
        status: 'probable',
        text: '{pc} and {printserver} are on updates of different months.',
      },
      evidence: ['Build of both', 'Message and code', 'When each may be restarted'],
      tell: 'Computer and print server need the same updates. We will arrange a time.',
      followUp: 'Install the updates on both; do not switch the protection off',
    }),
    end('application', 'For the application', 'escalate', {
      evidence: [
        'Application, version and document type',
        'What prints, and what does not',
        'Result of the other form',
      ],
      tell: 'Printing works in general. We have passed the case on to those who know the program.',
      followUp: 'Ask the support of the application',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'How far it goes: user, computer, printer',
        'State of spooler, queue and port',
        'Driver and events',
        'What the device shows',
        'What was changed, and when',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Take over with the evidence below',
    }),
  ],
)

/** A backup job fails: how old the last good one is, then source, target or way; ends with a restored file. */
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
  sessionValue,
  subFlow,
  tested,
  way,
} from './author-flow.ts'

const onServer = { where: 'on {server}, elevated' }
const inCmd = { ...onServer, shell: 'cmd' } as const
const COMMANDS = 'https://learn.microsoft.com/windows-server/administration/windows-commands'
const RESTART = 'Restart-Service -Name "{service}" -Force'

export const backupVss = authorFlow(
  {
    slug: 'backup-vss',
    name: 'Backup job failed',
    kind: 'troubleshooting',
    summary: 'A backup of a server fails, often for its snapshot (VSS), or at its target.',
    category: 'Servers',
    words: [
      'backup',
      'backup failed',
      'backup job failed',
      'backup error',
      'backup warning',
      'no backup',
      'backup finished with errors',
      'backup target full',
      'repository full',
      'restore point',
      'VSS',
      'VSS writer',
      'VSS snapshot',
      'writer failed',
      'writer in failed state',
      'snapshot failed',
      'shadow copy',
      'shadow storage',
      'volsnap',
      '0x80042306',
      '0x80042308',
      '0x8004230c',
      '0x8004230f',
      '0x80042316',
      '0x8004231f',
      '0x800423f2',
      '0x800423f3',
      '0x800423f4',
      'Datensicherung',
      'Sicherung fehlgeschlagen',
      'Backup fehlgeschlagen',
      'Sicherung',
      'Schattenkopie',
    ],
    variables: [
      sessionValue('server', 'Server that is backed up', 'FS02'),
      sessionValue('job', 'Name of the job', 'Nightly FS02'),
      clientValue('backup_product', 'Backup product', 'Veeam'),
      sessionValue('last_good', 'Last good backup', '8 June, 22:00 UTC'),
      clientValue('backup_limit', 'Longest time without a good backup', '48 hours'),
      sessionValue('writer', 'Name of the writer', 'System Writer'),
      sessionValue('service', 'Name of the service', 'CryptSvc'),
      sessionValue('volume', 'Volume', 'D:'),
      sessionValue('shadow_size', 'New size for shadow copies', '20%'),
      clientValue('backup_target', 'Device or server that takes the backups', 'BKP01'),
      APPROVED_BY,
    ],
  },
  [
    input('last-good', 'When was the last good backup?', {
      body: 'In the console of {backup_product}, date and time with zone, of this server. A job with warnings is not a good one until you have read them.',
      group: 'State',
      variable: 'last_good',
      says: observed('The last good backup of {server} in {backup_product} is of {last_good}.'),
      to: 'age',
    }),
    question('age', 'Is that within the limit?', {
      body: 'How long the client may be without a good backup stands in its documentation.',
      group: 'State',
      ways: [
        way(
          'Yes',
          'says',
          observed('The last good backup of {server} is within the limit of {backup_limit}.'),
        ),
        way(
          'No: raise the priority',
          'says',
          decided(
            'The priority was raised: the last good backup is older than the limit of {backup_limit}.',
          ),
        ),
        way(
          'No limit is known',
          'says',
          observed('How long the client may be without a backup is not documented.'),
        ),
      ],
    }),

    check('says', 'What does the job say?', {
      body: 'The first error of the log, not the last; for this server. Since when, and what changed then: update, disk, password, product?',
      group: 'State',
      ways: [
        way(
          'Snapshot, VSS, shadow copy',
          'writers',
          observed('The job {job} fails for {server} at the snapshot (VSS).'),
        ),
        way(
          'Target full, gone or refused',
          'target',
          observed('The job {job} fails at its target {backup_target}.'),
        ),
        way(
          'Server or agent not reached',
          'agent',
          observed('The job {job} does not reach {server} or its agent.'),
        ),
        way(
          'Some files or disks only',
          'storage',
          observed('The job {job} leaves out files or disks of {server}.'),
        ),
        way(
          'Licence or fault of the product',
          'vendor',
          observed('The job {job} fails for the licence or a fault of {backup_product}.'),
        ),
        way(
          'It did not run at all',
          'separate',
          observed('The job {job} did not run: schedule, service or another job was in its way.'),
        ),
      ],
    }),

    check('writers', 'State of the writers', {
      body: 'Not while a job runs. An empty list or one that hangs: the VSS or COM+ services themselves.',
      group: 'Snapshot',
      commands: [
        reads('vssadmin list writers', {
          ...inCmd,
          expect: 'State: [1] Stable, No error, for each',
        }),
      ],
      ways: [
        way('All are stable', 'storage', tested('All VSS writers on {server} are stable.'), {
          shownBy: ['writers_stable'],
        }),
        way('One failed or timed out', 'writer', undefined, { shownBy: ['writers_failed'] }),
        way(
          'List is empty or hangs',
          'events',
          observed('The list of VSS writers on {server} is empty or does not come back.'),
        ),
      ],
      links: [
        link('exists', 'vssadmin list writers', `${COMMANDS}/vssadmin-list-writers`),
        link(
          'read',
          'Errors of writers',
          'https://learn.microsoft.com/windows/win32/vss/writer-errors-and-vetoes',
        ),
      ],
    }),
    input('writer', 'Which writer?', {
      body: 'As the list names it. More than one: the one the job names first.',
      group: 'Snapshot',
      variable: 'writer',
      says: observed('The writer {writer} on {server} has failed.'),
      to: 'whose',
    }),
    check('whose', 'Whose writer is it?', {
      body: 'System: CryptSvc. WMI: Winmgmt. BITS: BITS. Registry, COM+, ASR, Shadow Copy Optimization: VSS. IIS Config: AppHostSvc. SqlServer: SQLWriter. Hyper-V: vmms. DHCP Jet: DHCPServer. NTDS: the domain controller.',
      group: 'Snapshot',
      commands: [
        reads(
          'Get-Service -Name "{service}" | Format-List Name, DisplayName, Status, DependentServices',
          {
            ...onServer,
            expect: 'What depends on it',
          },
        ),
      ],
      ways: [
        way(
          'Of Windows, nobody works with it',
          'restart-writer',
          observed('{writer} belongs to the service {service}, with which nobody works directly.'),
        ),
        way(
          'Of an application or role',
          'app-asked',
          observed('{writer} belongs to the service {service}, with which people work.'),
        ),
        way(
          'Of the domain controller',
          'window-asked',
          observed('{writer} belongs to the domain controller {server} itself.'),
        ),
        way('Nobody knows', 'events', observed('To which service {writer} belongs is not known.')),
      ],
      links: [
        link(
          'exists',
          'Writers that come with Windows',
          'https://learn.microsoft.com/windows/win32/vss/in-box-vss-writers',
        ),
      ],
    }),
    action('restart-writer', 'Restart its service', {
      body: 'Not while a job runs. What depends on it is restarted too.',
      group: 'Snapshot',
      commands: [
        changes(RESTART, onServer),
        reads('vssadmin list writers', { ...inCmd, expect: 'State: [1] Stable for it' }),
      ],
      before: 'Note state and start type of {service} and of what depends on it.',
      undo: '`Start-Service -Name "{service}"`, and what depends on it.',
      ways: [
        way(
          'Stable now',
          'run',
          did('Restarted the service {service} on {server}; {writer} is stable.'),
          { cause: 'The writer {writer} on {server} was in a failed state.' },
        ),
        way(
          'Fails again',
          'events',
          deadEnd('Restarted the service {service} on {server}; {writer} failed again.'),
        ),
        way(
          'Service does not start',
          'escalate',
          deadEnd('Restarted the service {service} on {server}; it did not start.'),
        ),
      ],
    }),
    ...authorisation('app-asked', 'restarting the service {service} on {server}', {
      to: 'restart-app',
      otherwise: 'window',
      body: 'People are thrown out, or machines pause. With the owner of the application, at a time agreed.',
    }),
    action('restart-app', 'Restart the application’s service', {
      safety: 'disrupts',
      group: 'Snapshot',
      commands: [
        disrupts(RESTART, onServer),
        reads('vssadmin list writers', { ...inCmd, expect: 'State: [1] Stable for it' }),
      ],
      before: 'Note state and start type of {service} and of what depends on it. Who is at work?',
      undo: '`Start-Service -Name "{service}"`, and what depends on it; then see that the application works.',
      ways: [
        way(
          'Stable, application works',
          'run',
          did('Restarted the service {service} on {server}; {writer} is stable.'),
          { cause: 'The writer {writer} on {server} was in a failed state.' },
        ),
        way(
          'Fails again',
          'events',
          deadEnd('Restarted the service {service} on {server}; {writer} failed again.'),
        ),
        way(
          'Application does not work',
          'app-owner',
          observed('The application does not work since {service} was restarted.'),
        ),
      ],
    }),

    check('events', 'What do the logs say?', {
      body: 'Lines at the time of the job. The code after "hr =" has a meaning of its own.',
      group: 'Snapshot',
      commands: [
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Application'; ProviderName='VSS'; Level=1,2,3} -MaxEvents 20 | Format-List TimeCreated, Id, Message",
          onServer,
        ),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='System'; ProviderName='volsnap'; Level=1,2,3} -MaxEvents 20 | Format-List TimeCreated, Id, Message",
          onServer,
        ),
      ],
      ways: [
        way(
          'No room for the shadow copy',
          'storage',
          observed('The log of {server} says that there was no room for the shadow copy.'),
        ),
        way(
          'Timed out, disks are busy',
          'providers',
          observed('The log of {server} says that the snapshot timed out.'),
        ),
        way(
          'An application is named',
          'app-owner',
          observed('The log of {server} names an application that refuses the snapshot.'),
        ),
        way(
          'Damaged disk or file system',
          'disk',
          observed('The log of {server} names errors of a disk or its file system.'),
        ),
        way(
          'Access denied, class, or nothing',
          'window-asked',
          observed('The log of {server} names no cause that can be mended while it runs.'),
        ),
      ],
    }),
    ...authorisation('window-asked', 'restarting {server}', {
      to: 'restart-server',
      otherwise: 'window',
      body: 'All who work with it are thrown out. At a time agreed with the client.',
    }),
    action('restart-server', 'Restart the server', {
      safety: 'disrupts',
      group: 'Snapshot',
      commands: [
        disrupts('Restart-Computer -ComputerName "{server}"', { where: 'from an admin computer' }),
      ],
      before: 'Note the services that run, pending updates, and that its console can be reached.',
      undo: 'None: a restart cannot be taken back. Start the noted services that did not start.',
      ways: [
        way('Up, writers are stable', 'run', did('Restarted {server}; all writers are stable.'), {
          cause: 'The shadow copy service on {server} was in a state that only a restart ended.',
        }),
        way(
          'Up, fails again',
          'escalate',
          deadEnd('Restarted {server}; the writers failed again.'),
        ),
        way(
          'Does not come up',
          'escalate',
          observed('{server} does not come up after the restart.'),
        ),
      ],
    }),

    check('storage', 'Room for shadow copies', {
      body: 'Used near Maximum, or the volume nearly full. Small system partitions need some hundred MB free too.',
      group: 'Room',
      commands: [
        reads('vssadmin list shadowstorage', { ...inCmd, expect: 'Used well below Maximum' }),
        reads('vssadmin list shadows', { ...inCmd, expect: 'None left over from a broken job' }),
        reads('Get-Volume | Sort-Object -Property DriveLetter', {
          ...onServer,
          expect: 'SizeRemaining: some percent of Size',
        }),
      ],
      ways: [
        way(
          'Storage is at its maximum',
          'enlarge',
          observed('The storage for shadow copies of {volume} on {server} is at its maximum.'),
          { cause: 'The storage for shadow copies of {volume} was too small.' },
        ),
        way(
          'The volume is nearly full',
          'make-room',
          observed('The volume {volume} of {server} is nearly full.'),
          { cause: 'The volume {volume} of {server} was too full for a snapshot.' },
        ),
        way(
          'A small system partition is full',
          'disk',
          observed('A system partition of {server} is too full for a snapshot.'),
        ),
        way(
          'Room enough',
          'providers',
          tested('Shadow copies and volumes of {server} have room enough.'),
        ),
      ],
      links: [
        link('read', 'vssadmin resize shadowstorage', `${COMMANDS}/vssadmin-resize-shadowstorage`),
      ],
    }),
    action('enlarge', 'Give shadow copies more room', {
      body: 'Only larger, never smaller: making it smaller deletes previous versions.',
      group: 'Room',
      commands: [
        reads('vssadmin list shadowstorage', inCmd),
        changes(
          'vssadmin resize shadowstorage /for="{volume}" /on="{volume}" /maxsize="{shadow_size}"',
          inCmd,
        ),
      ],
      before: 'Note Used, Allocated and Maximum. Somebody may have set the limit on purpose.',
      undo: 'The noted Maximum by the same command; it may delete the newest shadow copies.',
      ways: [
        way(
          'Larger now',
          'run',
          did('Set the room for shadow copies of {volume} on {server} to {shadow_size}.'),
        ),
        way(
          'The limit is wanted',
          'escalate',
          decided('The limit for shadow copies of {volume} is wanted and was left.'),
        ),
      ],
    }),
    action('make-room', 'Make room on the volume', {
      body: 'With the owner of the data: old logs, dumps, exports. Never delete shadow copies for it: users lose their previous versions. Better a larger disk.',
      group: 'Room',
      before: 'Note the free space, and what is moved where.',
      undo: 'Move it back from where it was put.',
      ways: [
        way('Enough room', 'run', did('Made room on {volume} of {server} with its owner.')),
        way(
          'Only a larger disk helps',
          'disk',
          deadEnd('Made room on {volume} of {server}; it was not enough.'),
        ),
      ],
    }),

    check('providers', 'Two at the same time?', {
      body: 'A second product, a snapshot of the host, a scanner or a clean-up in the same hour. Providers other than Microsoft’s belong to a product.',
      group: 'Collision',
      commands: [
        reads('vssadmin list providers', { ...inCmd, expect: 'Only those of products in use' }),
        reads(
          "Get-ScheduledTask | Where-Object State -ne 'Disabled' | Get-ScheduledTaskInfo | Where-Object NextRunTime | Sort-Object -Property NextRunTime | Select-Object TaskName, NextRunTime",
          onServer,
        ),
      ],
      ways: [
        way(
          'A second backup or snapshot',
          'separate',
          observed('A second backup or snapshot of {server} runs in the same hour.'),
          { cause: 'Two backups or snapshots of {server} ran at the same time.' },
        ),
        way(
          'A scanner or heavy task',
          'separate',
          observed('A scanner or heavy task runs on {server} in the same hour.'),
          { cause: 'A heavy task on {server} ran at the same time as the snapshot.' },
        ),
        way(
          'Provider of a removed product',
          'vendor',
          observed('A provider of a product that was removed is left on {server}.'),
        ),
        way(
          'Nothing of it',
          'escalate',
          tested('No second product, task or provider gets in the way on {server}.'),
        ),
      ],
    }),
    action('separate', 'Put the schedule right', {
      body: 'Half an hour of distance, by the length of the longer one. Scanner: exempt the program of {backup_product} by the notes of its vendor, with the owner of the scanner.',
      group: 'Collision',
      before: 'Note the schedules as they are.',
      undo: 'Set the noted schedules again.',
      ways: [
        way('Put right', 'run', did('Put the schedule of {job} and of its neighbours right.')),
        way(
          'Its owner decides',
          'app-owner',
          decided('The schedule that is in the way was left to its owner.'),
        ),
      ],
    }),

    check('agent', 'Does its agent answer?', {
      body: 'From the backup server. Firewall, name, password of the account, version of the agent.',
      group: 'Way',
      commands: [
        reads(
          'Get-Service -DisplayName "*{backup_product}*" | Select-Object Name, Status, StartType',
          {
            ...onServer,
            expect: 'Running',
          },
        ),
        reads('Test-NetConnection -ComputerName "{server}" -Port 445', {
          where: 'on the backup server',
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      ways: [
        way(
          'Its service is stopped',
          'start-agent',
          observed('A service of {backup_product} on {server} is stopped.'),
          {
            cause: 'A service of {backup_product} on {server} was stopped.',
            shownBy: ['service_stopped'],
          },
        ),
        way(
          'Server is not reached',
          'network-server',
          tested('{server} is not reached from the backup server.'),
          { shownBy: ['path_closed'] },
        ),
        way(
          'Account or password is refused',
          'password',
          observed('{server} refuses the account of {backup_product}.'),
          { cause: 'The password of the account of {backup_product} was no longer right.' },
        ),
        way(
          'Versions do not fit',
          'vendor',
          observed('The agent on {server} has another version than {backup_product}.'),
        ),
        way('All in order', 'vendor', tested('Agent, way and account of {server} are in order.')),
      ],
    }),
    action('start-agent', 'Start its service', {
      group: 'Way',
      commands: [changes('Start-Service -Name "{service}"', onServer)],
      before: 'Note name and start type. Why did it stop?',
      undo: '`Stop-Service -Name "{service}"`',
      ways: [
        way('Runs', 'run', did('Started the service {service} of {backup_product} on {server}.')),
        way(
          'Stops again',
          'vendor',
          deadEnd(
            'Started the service {service} of {backup_product} on {server}; it stopped again.',
          ),
        ),
      ],
    }),
    subFlow('network-server', 'Network connectivity', 'network-connectivity', {
      group: 'Way',
      gives: { target: '{server}', port: '445' },
      ways: [
        way('Repaired', 'run', undefined, { id: 'fixed' }),
        way('Network is fine', 'vendor', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),
    action('password', 'Give it the right password', {
      body: 'An account of its own, with the rights the vendor names. The password comes from the vault, never into the ticket.',
      group: 'Way',
      before: 'Note the account, and which jobs use it.',
      undo: 'Set the noted account again.',
      ways: [
        way('Accepted', 'run', did('Renewed the password of the account in {backup_product}.')),
        way(
          'Refused',
          'escalate',
          deadEnd('Renewed the password of the account in {backup_product}; it was refused.'),
        ),
      ],
    }),

    check('target', 'What about the target?', {
      body: 'Room, retention, way, account, lock. A target that cannot be written because files there are changed or encrypted: call the lead at once.',
      group: 'Target',
      commands: [
        reads('Test-NetConnection -ComputerName "{backup_target}" -Port 445', {
          where: 'on the backup server',
          expect: 'TcpTestSucceeded : True, for a share',
        }),
      ],
      ways: [
        way('It is full', 'retention-asked', observed('The target {backup_target} is full.'), {
          cause: 'The target {backup_target} was full.',
        }),
        way(
          'It is not reached',
          'network-target',
          tested('The target {backup_target} is not reached from the backup server.'),
          { shownBy: ['path_closed'] },
        ),
        way(
          'Account or password is refused',
          'password',
          observed('The target {backup_target} refuses the account of {backup_product}.'),
          { cause: 'The password of the account of {backup_product} was no longer right.' },
        ),
        way(
          'Locked against deletion',
          'target-owner',
          observed(
            'Backups on {backup_target} are locked against deletion, so no room becomes free.',
          ),
        ),
        way(
          'Files are changed or encrypted',
          'takeover',
          observed('Files on {backup_target} are changed or encrypted by something unknown.'),
        ),
        way(
          'All in order',
          'vendor',
          tested('Room, way and account of {backup_target} are in order.'),
        ),
      ],
    }),
    subFlow('network-target', 'Network connectivity', 'network-connectivity', {
      group: 'Target',
      gives: { target: '{backup_target}', port: '445' },
      ways: [
        way('Repaired', 'run', undefined, { id: 'fixed' }),
        way('Network is fine', 'vendor', undefined, { id: 'fine' }),
        way('Broken, place known', 'target-owner', undefined, { id: 'open' }),
      ],
    }),
    ...authorisation('retention-asked', 'deleting the oldest backups of {job}', {
      to: 'retention',
      otherwise: 'target-owner',
      body: 'The client decides how far back it must be able to go. A larger target is the other way.',
    }),
    action('retention', 'Shorten the retention', {
      safety: 'disrupts',
      body: 'By the setting of the product; never delete files of a backup by hand.',
      group: 'Target',
      before: 'Note the present retention and the oldest backup. A copy of it elsewhere?',
      undo: 'Set the noted retention again; deleted backups do not come back.',
      ways: [
        way('Enough room', 'run', did('Shortened the retention of {job}, as agreed.')),
        way(
          'Still too little',
          'target-owner',
          deadEnd(
            'Shortened the retention of {job}; the room on {backup_target} was still too little.',
          ),
        ),
      ],
    }),
    subFlow('takeover', 'Suspected takeover', 'suspected-compromise', {
      group: 'Security',
      gives: { pc: '{backup_target}' },
      ways: [way('Known and harmless', 'target', undefined, { id: 'harmless' })],
    }),

    action('run', 'Run the job', {
      body: 'Now, if the load is bearable; else in the night. Read its warnings too.',
      group: 'Verification',
      commands: [reads('vssadmin list writers', { ...inCmd, expect: 'All stable afterwards' })],
      before: 'No other job runs. The target has room for it.',
      undo: 'Stop the job in the console; what it has written is cleaned up by the product.',
      ways: [
        way('Finished without error', 'restore', did('Ran the job {job}; it finished in order.')),
        way(
          'Runs in the night only',
          'overnight',
          decided('The job {job} is left to its next run in the night.'),
        ),
        way('Another error', 'says', deadEnd('Ran the job {job}; it failed with another error.')),
        way('Same error', 'escalate', deadEnd('Ran the job {job}; it failed with the same error.')),
      ],
    }),
    action('restore', 'Restore one file', {
      body: 'One that changes daily, from the backup just made. To a folder of its own, never over the original. Open it.',
      group: 'Verification',
      before: 'Note file and backup. Somebody entitled to read it is with you.',
      undo: 'Delete the restored copy.',
      ways: [
        way(
          'It opens and is the right one',
          'resolved',
          tested('A file of {server} was restored from the new backup and opened.'),
        ),
        way(
          'It cannot be restored',
          'no-restore',
          tested('A file of {server} could not be restored from the new backup.'),
        ),
      ],
    }),

    end('resolved', 'Backup runs, restore is proven', 'resolved', {
      verification:
        'the job {job} finished without error, and a file was restored from it and opened',
      tell: 'Your backup works again. We have proven it by restoring a file.',
      followUp: 'Look at the job the next morning',
    }),
    end('overnight', 'The next run will show it', 'workaround', {
      verification:
        'the job {job} finishes without error, and a file is restored from it and opened',
      tell: 'We have put it right. The next run tonight will show it, and we look at it in the morning.',
      followUp: 'Look at the run of the night, and restore one file',
    }),
    end('window', 'A time has to be agreed', 'escalate', {
      evidence: [
        'Age of the last good backup, and the limit',
        'Which service or server has to be restarted',
        'Who works with it, and when nobody does',
      ],
      tell: 'A restart is needed to get your backup going. We will agree on a time with you.',
      followUp: 'Agree on a time; until then see that another backup is there',
    }),
    end('app-owner', 'Owner of the application', 'escalate', {
      cause: { status: 'probable', text: 'An application or task on {server} is in the way.' },
      evidence: [
        'Age of the last good backup, and the limit',
        'Lines of the log with code',
        'State of the writers',
        'Name and version of the application',
      ],
      tell: 'An application is in the way of your backup. We have asked those in charge of it.',
      followUp: 'Ask the owner of the application; until then see that another backup is there',
    }),
    end('disk', 'Disk or partition', 'escalate', {
      cause: { status: 'probable', text: 'A disk or partition of {server} is full or damaged.' },
      evidence: [
        'Age of the last good backup, and the limit',
        'Volumes with size and free space',
        'Events of disk and file system',
        'State of the storage below',
      ],
      tell: 'A disk of your server needs work. A colleague plans it with you.',
      followUp: 'Plan disk or partition; no repair of a file system without a good backup',
    }),
    end('target-owner', 'Target needs a decision', 'escalate', {
      evidence: [
        'Age of the last good backup, and the limit',
        'Size, free space and growth of the target',
        'Retention and locks',
        'What a larger target costs',
      ],
      tell: 'The place for your backups is full or locked. We have asked for a decision.',
      followUp: 'Ask the client: larger target or shorter retention',
    }),
    end('vendor', 'Vendor of the product', 'vendor', {
      evidence: [
        'Age of the last good backup, and the limit',
        'First error of the log, whole',
        'Versions of product and agent',
        'State of the writers',
        'Number of the support case',
      ],
      tell: 'We have asked the vendor of your backup product, and watch over the backups meanwhile.',
      followUp: 'Follow the case at the vendor; until then see that another backup is there',
    }),
    end('no-restore', 'Backup cannot be restored', 'escalate', {
      cause: { status: 'not_determined', text: 'The job finishes, but nothing can be restored.' },
      evidence: [
        'Error of the restore, whole',
        'File and backup that were tried',
        'Oldest and newest backup that can be restored',
      ],
      tell: 'The job runs, but our test restore failed. We treat it as if there were no backup.',
      followUp: 'Make a full new backup, and restore from it',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Age of the last good backup, and the limit',
        'First error of the log, whole',
        'State of the writers, events of VSS and volsnap',
        'Room on volumes, shadow storage and target',
        'What was tried',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Take over with priority if the limit is passed',
    }),
  ],
)

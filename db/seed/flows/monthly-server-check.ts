/**
 * A server once a month: what was found is written down with its number, so that next month there
 * is something to hold it against. Everything here only looks; whatever is out of the ordinary is
 * an exception with its words; a person opens the ticket it needs.
 */
import { authorFlow, group, link, observed, reads, sessionValue, step } from './author-flow.ts'

const there = { where: 'on {target}, elevated' }
const dc = { where: 'on {target}, where it is a domain controller' }

export const monthlyServerCheck = authorFlow(
  {
    slug: 'monthly-server-check',
    name: 'Monthly server check',
    kind: 'maintenance',
    summary: 'A server is looked over once a month: backup, updates, room, errors, certificates.',
    category: 'Servers',
    words: [
      ...['monthly server check', 'server check', 'server maintenance', 'monthly maintenance'],
      ...['health check', 'server health', 'maintenance window', 'patch check'],
      ...['monthly check of the servers', 'preventive maintenance', 'look over the servers'],
      ...[
        'monatliche Wartung',
        'Wartungsfenster',
        'Serverwartung',
        'Serverprüfung',
        'Wartung der Server',
      ],
    ],
    variables: [
      sessionValue('target', 'Server', 'SRV01'),
      sessionValue('last_backup', 'Last good backup', '2026-06-01 02:10'),
      sessionValue('last_restore', 'Last test restore', '2026-05-12'),
      sessionValue('last_update', 'Last update installed', '2026-05-21'),
      sessionValue('free_space', 'Free on each volume', 'C: 38 %, D: 22 %'),
      sessionValue('log_errors', 'Errors of 30 days, by kind', '3 of DCOM 10016'),
      sessionValue('clock', 'Source and offset of the clock', 'DC01, 0.02 s'),
      sessionValue('uptime', 'Running since', '2026-05-21 23:14'),
    ],
  },
  [
    group('Can it come back?', [
      step('backup', 'Backup and test restore', {
        body: 'In the console of the backup product: the last job that ended **well**, and the last time something was restored from it and opened.',
        isMandatory: true,
        asks: ['last_backup', 'last_restore'],
        says: observed(
          'Last good backup of {target}: {last_backup}; last test restore: {last_restore}.',
        ),
        ready: 'backup',
        exceptionWhen: 'Older than the limit agreed with the client',
        exceptionFlow: 'backup-vss',
      }),
      step('updates', 'Updates', {
        body: 'What is pending, what was installed last, and whether a restart is waiting.',
        isMandatory: true,
        asks: ['last_update'],
        commands: [
          reads(
            'Get-HotFix | Sort-Object InstalledOn -Descending | Select-Object -First 5 HotFixID, InstalledOn',
            { ...there, expect: 'the newest within 35 days' },
          ),
          reads(
            "Test-Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired'",
            { ...there, expect: 'False; True waits for a restart' },
          ),
        ],
        says: observed('Last update installed on {target}: {last_update}.'),
        ready: 'updates',
        exceptionWhen: 'Nothing installed for more than 35 days, or a restart is waiting',
        exceptionFlow: 'windows-update',
      }),
    ]),
    group('Room and errors', [
      step('disk', 'Free space', {
        body: 'Write down each volume in percent. What counts is also how fast it falls: hold it against last month.',
        isMandatory: true,
        asks: ['free_space'],
        commands: [
          reads(
            "Get-Volume | Where-Object DriveType -eq 'Fixed' | Select-Object DriveLetter, @{n='FreePercent';e={[math]::Round(100*$_.SizeRemaining/$_.Size)}}",
            { ...there, expect: '15 % or more on each' },
          ),
        ],
        says: observed('Free space on {target}: {free_space}.'),
        ready: 'disk space',
        exceptionWhen: 'Below 15 %, or falling faster than last month',
      }),
      step('errors', 'Errors in the logs', {
        body: 'Thirty days, grouped. A known one in its usual number is no exception; a new kind or a jump is.',
        isMandatory: true,
        asks: ['log_errors'],
        commands: [
          reads(
            "Get-WinEvent -FilterHashtable @{LogName='System','Application';Level=1,2;StartTime=(Get-Date).AddDays(-30)} | Group-Object ProviderName, Id | Sort-Object Count -Descending | Select-Object -First 15 Count, Name",
            there,
          ),
        ],
        says: observed('Errors in the logs of {target} in 30 days: {log_errors}.'),
        ready: 'event logs',
        exceptionWhen: 'A new kind, or a jump in number',
      }),
      step('services', 'Services that should run', {
        commands: [
          reads(
            "Get-CimInstance Win32_Service -Filter \"StartMode='Auto' AND State<>'Running'\" | Select-Object Name, DisplayName, ExitCode",
            { ...there, expect: 'only those that stop by themselves, as sppsvc' },
          ),
        ],
        says: observed('All services of {target} that start by themselves run.'),
        ready: 'services',
        exceptionWhen: 'Any that nobody can explain',
      }),
      step('hardware', 'Hardware or host', {
        body: 'The tool of the vendor, or the host of a virtual machine: disks, memory, power, fans, temperature.',
        says: observed('The hardware or host of {target} shows no warning.'),
        ready: 'hardware',
        exceptionWhen: 'Any warning',
      }),
    ]),
    group('Trust', [
      step('certificates', 'Certificates', {
        commands: [
          reads(
            'Get-ChildItem Cert:\\LocalMachine\\My | Where-Object NotAfter -lt (Get-Date).AddDays(45) | Select-Object Subject, NotAfter, Thumbprint',
            { ...there, expect: 'nothing that is in use' },
          ),
        ],
        says: observed('No certificate in use on {target} ends within 45 days.'),
        ready: 'certificates',
        exceptionWhen: 'One that is in use ends within 45 days',
      }),
      step('directory', 'Directory', {
        body: 'On domain controllers only; anywhere else it does not apply.',
        commands: [
          reads('repadmin /replsummary', { ...dc, expect: 'fails 0 for each' }),
          reads('dcdiag /q', { ...dc, expect: 'nothing at all' }),
        ],
        says: observed(
          'Replication and diagnosis of the domain controller {target} show no failure.',
        ),
        ready: 'directory',
        exceptionWhen: 'Any failure',
        exceptionFlow: 'ad-replication',
        links: [
          link(
            'exists',
            'Diagnose replication failures',
            '…/windows-server/active-directory/diagnose-replication-failures',
          ),
        ],
      }),
      step('clock', 'Clock', {
        asks: ['clock'],
        commands: [
          reads('w32tm /query /status', { ...there, expect: 'a source, offset under 1 s' }),
        ],
        says: observed('Clock of {target}: {clock}.'),
        ready: 'clock',
        exceptionWhen: 'Wrong source, or more than 1 s on a domain controller',
      }),
      step('changes', 'Administrators and scheduled tasks', {
        body: 'Local administrators and scheduled tasks, held against last month.',
        commands: [
          reads(
            "Get-LocalGroupMember -SID 'S-1-5-32-544' | Select-Object Name, ObjectClass",
            there,
          ),
          reads(
            "Get-ScheduledTask | Where-Object { $_.TaskPath -notlike '\\Microsoft\\*' } | Select-Object TaskName, Author, State",
            there,
          ),
        ],
        says: observed(
          'No change of local administrators or scheduled tasks on {target} is unexplained.',
        ),
        ready: 'administrators and scheduled tasks',
        exceptionWhen: 'A change that nobody can explain',
        exceptionFlow: 'suspected-compromise',
      }),
      step('uptime', 'Last start', {
        asks: ['uptime'],
        commands: [
          reads('(Get-CimInstance Win32_OperatingSystem).LastBootUpTime', {
            ...there,
            expect: 'within 60 days',
          }),
        ],
        says: observed('{target} runs since {uptime}.'),
        ready: 'restarts',
        exceptionWhen: 'More than 60 days',
      }),
    ]),
  ],
)

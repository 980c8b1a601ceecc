/** An update of Windows fails: what it says, where updates come from, then by the family of its code. */
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
  suspected,
  tested,
  way,
} from './author-flow.ts'

const elevated = { where: 'on {pc}, elevated' }
const asUser = { where: 'on {pc}, as the user' }
const fromAdmin = { where: 'from an admin computer' }
const CLIENT = '…/windows-client/installing-updates-features-roles'
const SERVER = '…/windows-server/installing-updates-features-roles'

const HISTORY =
  "(New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher().QueryHistory(0, 20) | Select-Object Date, Title, ResultCode, @{n='Code'; e={ '0x{0:X8}' -f $_.HResult }}"
const PENDING =
  "Test-Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending', 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired'"
const CACHE = '$env:SystemRoot\\SoftwareDistribution'
const CATALOG = '$env:SystemRoot\\System32\\catroot2'

export const windowsUpdate = authorFlow(
  {
    slug: 'windows-update',
    name: 'Windows Update fails',
    kind: 'troubleshooting',
    summary: 'An update of Windows does not install, is undone, hangs, or is not found.',
    category: 'Devices',
    words: [
      'Windows Update',
      'Windows Updates',
      'update failed',
      'update fails',
      'updates fail',
      'update stuck',
      'update not installing',
      'updates not installed',
      'feature update',
      'cumulative update',
      'security update fails',
      'undoing changes',
      'restarts every night update',
      'missing updates',
      'WSUS',
      'wuauserv',
      'SoftwareDistribution',
      '0x80070002',
      '0x80070643',
      '0x80070070',
      '0x80070422',
      '0x80072ee2',
      '0x80072efd',
      '0x80073712',
      '0x800f081f',
      '0x800f0831',
      '0x800f0922',
      '0x8024402c',
      '0x80240022',
      '0x8024001e',
      'Windows-Update',
      'Update schlägt fehl',
      'Update fehlgeschlagen',
      'Update hängt',
      'Funktionsupdate',
      'Updates werden nicht installiert',
      'Änderungen werden rückgängig gemacht',
    ],
    variables: [
      sessionValue('pc', 'The computer', 'PC-FIN-07'),
      sessionValue('kb', 'Number of the update', 'KB5039999'),
      sessionValue('code', 'Code shown', '0x80070002'),
      sessionValue('service', 'Name of the service', 'wuauserv'),
      sessionValue('start_type', 'Its default start type', 'Manual'),
      sessionValue('image', 'Image of the same version', 'D:\\sources\\install.wim'),
      clientValue('update_server', 'Own update server', 'WSUS01'),
      APPROVED_BY,
    ],
  },
  [
    check('facts', 'What failed, is there room?', {
      body: 'ResultCode 2 is done, 4 failed, 5 aborted. A feature update wants 20 GB free. Two times False: no restart is pending.',
      group: 'Facts',
      commands: [
        reads(HISTORY, { ...elevated, expect: 'The newest line with ResultCode 4, and its code' }),
        reads(
          'Get-HotFix | Sort-Object -Property InstalledOn -Descending | Select-Object -First 5 HotFixID, InstalledOn',
          elevated,
        ),
        reads(PENDING, { ...elevated, expect: 'False, False' }),
        reads('Get-PSDrive C | Select-Object Used, Free', { ...elevated, expect: 'Over 20 GB' }),
      ],
      ways: [
        way('A restart is pending', 'restart-asked', observed('A restart is pending on {pc}.'), {
          cause: 'A pending restart on {pc} held the update back.',
        }),
        way(
          'Too little room',
          'space',
          observed('The system disk of {pc} has too little room for the update.'),
          { cause: 'The system disk of {pc} had too little room for the update.' },
        ),
        way('Neither, an update failed', 'kb'),
        way(
          '"Not applicable"',
          'applicable',
          observed('{pc} says that {kb} is not applicable to it.'),
        ),
        way(
          'None is found at all',
          'source',
          observed('{pc} finds no updates, although some are missing.'),
        ),
      ],
      links: [
        link('read', 'Windows Update issues', `${CLIENT}/windows-update-issues-troubleshooting`),
      ],
    }),
    input('kb', 'Which update fails?', {
      body: 'As the history names it, for example KB5039999.',
      group: 'Facts',
      variable: 'kb',
      says: observed('The history of {pc} shows {kb} as failed.'),
      to: 'code',
    }),
    input('code', 'With which code?', {
      group: 'Facts',
      variable: 'code',
      says: observed('{kb} fails on {pc} with the code {code}.'),
      to: 'many',
    }),

    ...authorisation('restart-asked', 'restarting {pc}', {
      to: 'restart',
      otherwise: 'later',
      body: 'A computer: its user. A server: whoever answers for what runs on it, and a time.',
    }),
    action('restart', 'Restart', {
      safety: 'disrupts',
      group: 'Facts',
      commands: [disrupts('Restart-Computer -ComputerName "{pc}"', fromAdmin)],
      body: 'Updates may work for long before the screen comes back. Do not switch off.',
      before:
        'Have work saved. A server: note the services that run, and have its console at hand.',
      undo: 'None: a restart cannot be taken back. Start the noted services that did not start.',
      ways: [
        way('Up, the update is in', 'verify', did('Restarted {pc}; the update was finished.')),
        way('Up, the update fails', 'kb', deadEnd('Restarted {pc}; the update did not install.')),
        way('Does not come up', 'broken', observed('{pc} does not come up after the restart.')),
      ],
    }),
    action('space', 'Make room', {
      body: 'Settings, System, Storage, Cleanup recommendations: temporary files, former updates. Downloads and recycle bin only with the user.',
      group: 'Facts',
      commands: [
        changes('Dism /Online /Cleanup-Image /StartComponentCleanup', {
          ...elevated,
          shell: 'cmd',
        }),
      ],
      before: 'Note the free space. Never with /ResetBase: after it no update can be removed.',
      undo: 'None needed: Windows puts such files there again as it needs them.',
      ways: [
        way('Enough room now', 'retry', did('Made room on the system disk of {pc}.')),
        way(
          'Still too little',
          'escalate',
          deadEnd('Made room on the system disk of {pc}; it is still too little.'),
        ),
      ],
    }),

    question('many', 'One machine or many?', {
      group: 'Scope',
      ways: [
        way(
          'Many, the same update',
          'known',
          reported('{kb} is reported to fail on several machines.'),
        ),
        way('One computer', 'source', reported('{kb} is reported to fail on {pc} only.')),
        way(
          'A server',
          'source',
          reported('{kb} is reported to fail on the server {pc}; restarts need its owner.'),
        ),
      ],
    }),
    check('known', 'Is it a known issue?', {
      body: 'Windows release health, and "Known issues" on the page of the update. Is it withdrawn, is a newer one out, is there a workaround?',
      group: 'Scope',
      ways: [
        way(
          'Known, not yet solved',
          'hold',
          observed('Microsoft lists the failure of {kb} as a known issue.'),
          { cause: 'A known issue of {kb}, listed by Microsoft.' },
        ),
        way(
          'Known, a newer one solves it',
          'retry',
          observed('Microsoft lists the failure of {kb} as solved by a newer update.'),
          { cause: 'A known issue of {kb}, solved by a newer update.' },
        ),
        way(
          'Not listed',
          'source',
          observed('Microsoft lists no known issue that fits {kb} and {code}.'),
        ),
      ],
      links: [
        link(
          'unverified',
          'Windows release health',
          'https://learn.microsoft.com/windows/release-health/',
        ),
      ],
    }),
    action('hold', 'Hold the update back', {
      body: 'Own server: decline it for the group. Else pause updates by policy or in Settings. For a security update: ask the lead first.',
      group: 'Scope',
      before: 'Note which machines have it, and until when it is held back.',
      undo: 'Approve it again, or resume updates.',
      ways: [
        way(
          'Held back',
          'known-issue',
          did('Held {kb} back until Microsoft has solved the issue.'),
        ),
        way(
          'Must not wait',
          'escalate',
          decided('{kb} was not held back; it closes a hole that must not stay open.'),
        ),
      ],
    }),

    check('source', 'Where do updates come from?', {
      body: 'The name with OffersWindowsUpdates True that is used. UseWUServer 1 and WUServer in the policy: an own server.',
      group: 'Source',
      commands: [
        reads(
          '(New-Object -ComObject Microsoft.Update.ServiceManager).Services | Select-Object Name, OffersWindowsUpdates, IsDefaultAUService',
          elevated,
        ),
        reads(
          "Get-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate', 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU' -ErrorAction SilentlyContinue",
          elevated,
        ),
      ],
      ways: [
        way(
          'An own update server',
          'own-server',
          observed('{pc} gets its updates from {update_server}.'),
        ),
        way(
          'Microsoft, or by management',
          'services',
          observed('{pc} gets its updates from Microsoft.'),
        ),
        way(
          'A server that is gone',
          'policy-owner',
          observed('A policy leads {pc} to an update server that no longer exists.'),
        ),
        way(
          'Policies contradict each other',
          'policy-owner',
          observed('The policies for updates on {pc} contradict each other.'),
        ),
      ],
    }),
    check('own-server', 'Reached, and approved there?', {
      body: 'Port 8530, or 8531 with TLS. On the server: is {kb} approved for the group of {pc}, and when did {pc} last report?',
      group: 'Source',
      commands: [
        reads('Test-NetConnection -ComputerName "{update_server}" -Port 8530', {
          ...elevated,
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      ways: [
        way(
          'Reached and approved',
          'services',
          tested('{pc} reaches {update_server}, and {kb} is approved there.'),
        ),
        way(
          'Not approved',
          'approval',
          observed('{kb} is not approved for {pc} on {update_server}.'),
        ),
        way('Not reached', 'network-own', tested('{pc} does not reach {update_server}.'), {
          shownBy: ['path_closed'],
        }),
        way(
          'Server itself has a fault',
          'approval',
          observed('{update_server} does not answer as it should, or {pc} does not report to it.'),
        ),
      ],
    }),
    subFlow('network-own', 'Network connectivity', 'network-connectivity', {
      group: 'Source',
      gives: { target: '{update_server}', port: '8530' },
      ways: [
        way('Repaired', 'retry', undefined, { id: 'fixed' }),
        way('Network is fine', 'services', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),

    check('services', 'Services and proxy', {
      body: 'Stopped is fine, most start by themselves; Disabled is not. A proxy of the user alone does not help: updates run as the system.',
      group: 'Services',
      commands: [
        reads(
          'Get-Service -Name wuauserv, UsoSvc, BITS, CryptSvc, TrustedInstaller, mpssvc | Select-Object Name, Status, StartType',
          { ...elevated, expect: 'None is Disabled' },
        ),
        reads('netsh winhttp show proxy', {
          ...elevated,
          shell: 'cmd',
          expect: 'As the site needs',
        }),
        reads(
          "Get-ItemProperty 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings' | Select-Object ProxyEnable, ProxyServer",
          asUser,
        ),
      ],
      ways: [
        way(
          'A service is disabled',
          'start-type',
          observed('The service {service}, which updates need, is disabled on {pc}.'),
          {
            cause: 'The service {service} was disabled on {pc}.',
            shownBy: ['service_disabled'],
          },
        ),
        way(
          'Proxy for the user only',
          'proxy',
          observed('{pc} has a proxy for the user, but none for the system.'),
          { cause: 'The proxy was set for the user of {pc} only, not for the system.' },
        ),
        way(
          'Clock is wrong',
          'clock',
          observed('The clock of {pc} is wrong, so secure connections fail.'),
          { cause: 'The clock of {pc} was wrong, so secure connections failed.' },
        ),
        way('All in order', 'family', tested('Services, proxy and clock of {pc} are in order.')),
      ],
    }),
    action('start-type', 'Give it its default start type', {
      body: 'Manual: wuauserv, BITS, TrustedInstaller, wlidsvc. Automatic: UsoSvc, CryptSvc, mpssvc. Somebody disabled it: ask why.',
      group: 'Services',
      commands: [
        reads('Get-Service -Name "{service}" | Select-Object Name, Status, StartType', elevated),
        changes('Set-Service -Name "{service}" -StartupType "{start_type}"', elevated),
      ],
      before: 'Note its present start type, and who disabled it, as far as known.',
      undo: '`Set-Service -Name "{service}" -StartupType <noted type>`',
      ways: [
        way('Set', 'retry', did('Set the service {service} on {pc} to {start_type}.')),
        way(
          'Disabled again',
          'policy-owner',
          observed('The service {service} on {pc} becomes disabled again; a policy sets it.'),
        ),
        way(
          'It was the default already',
          'store',
          observed('The service {service} on {pc} has its default start type.'),
        ),
      ],
    }),
    action('proxy', 'Set the proxy for the system', {
      group: 'Services',
      commands: [
        changes('netsh winhttp import proxy source=ie', {
          ...elevated,
          shell: 'cmd',
          expect: 'The proxy of the user who runs it',
        }),
      ],
      before: 'Note the output of `netsh winhttp show proxy`.',
      undo: '`netsh winhttp reset proxy`, or set the noted one.',
      ways: [
        way('Set', 'retry', did('Set the proxy of the user for the system on {pc} too.')),
        way(
          'Proxy wants a sign-in',
          'escalate',
          deadEnd('Set the proxy for the system on {pc}; it wants a sign-in of a user.'),
        ),
      ],
    }),
    action('clock', 'Set the clock right', {
      group: 'Services',
      commands: [changes('w32tm /resync', { ...elevated, shell: 'cmd' })],
      before: 'Note time, time zone and source from `w32tm /query /status`.',
      undo: 'None needed: the time comes from the source of the domain or of Windows.',
      ways: [
        way('Right', 'retry', did('Synchronised the clock of {pc}.')),
        way(
          'It does not hold',
          'escalate',
          deadEnd('Synchronised the clock of {pc}; it went wrong again.'),
        ),
      ],
    }),

    question('family', 'Which family is the code of?', {
      body: 'The words behind the code help: paste it, or look it up in the list.',
      group: 'Code',
      ways: [
        way(
          'Service (0x80070422, 0x80070426)',
          'start-type',
          suspected('A service that {kb} needs does not start on {pc}.'),
        ),
        way(
          'Network (0x8024402c, 0x80072ee2)',
          'network-cloud',
          suspected('{pc} does not reach the update servers of Microsoft.'),
        ),
        way('No room (0x80070070)', 'space', observed('{code} says that {pc} has no room.'), {
          cause: 'The system disk of {pc} had too little room for the update.',
        }),
        way(
          'Store (0x80073712, 0x800f081f)',
          'store',
          suspected('The component store of {pc} is damaged.'),
        ),
        way(
          'Data (0x80070002, 0x8024 others)',
          'client-data',
          suspected('The working data of Windows Update on {pc} are damaged.'),
        ),
        way(
          'Installer (0x800f0922)',
          'installer',
          suspected('Something on {pc} stops {kb} at its last stage.'),
        ),
        way('Installation (0x80070643)', 'known', suspected('{kb} has a known issue.')),
        way(
          'None of these',
          'store',
          decided('{code} is of no known family; began with the component store.'),
        ),
      ],
      links: [
        link('read', 'Common Windows Update errors', `${CLIENT}/common-windows-update-errors`),
      ],
    }),
    subFlow('network-cloud', 'Network connectivity', 'network-connectivity', {
      group: 'Code',
      gives: { target: 'fe3.delivery.mp.microsoft.com', port: '443' },
      ways: [
        way('Repaired', 'retry', undefined, { id: 'fixed' }),
        way('Network is fine', 'client-data', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),
    check('applicable', 'Why not applicable?', {
      body: 'Compare with the page of the update: version, edition, processor, and what must be installed before.',
      group: 'Code',
      commands: [
        reads(
          'Get-ComputerInfo -Property OsName, OsVersion, OsArchitecture, WindowsVersion',
          elevated,
        ),
        reads('Get-HotFix | Sort-Object -Property InstalledOn -Descending', elevated),
      ],
      ways: [
        way(
          'A newer one is installed',
          'not-needed',
          observed('An update that replaces {kb} is installed on {pc}.'),
        ),
        way(
          'Meant for another Windows',
          'not-needed',
          observed('{kb} is meant for another version of Windows than that of {pc}.'),
        ),
        way(
          'One before it is missing',
          'first',
          observed('An update that must be installed before {kb} is missing on {pc}.'),
          { cause: 'An update that must come before {kb} was missing on {pc}.' },
        ),
        way('None of these', 'store', tested('{kb} fits {pc}, and nothing before it is missing.')),
      ],
    }),
    action('first', 'Install the one before it', {
      body: 'From the Microsoft Update Catalog, for the same version and processor.',
      group: 'Code',
      before: 'Note the number. Have work saved.',
      undo: 'Settings, Windows Update, Update history, Uninstall updates. A servicing stack cannot be removed.',
      ways: [
        way('Installed', 'retry', did('Installed the update that must come before {kb} on {pc}.')),
        way(
          'Fails too',
          'store',
          deadEnd('Tried to install the update that must come before {kb}; it failed as well.'),
        ),
      ],
    }),
    check('installer', 'Partition, VPN, log', {
      body: 'Few MB left on the system partition, or a VPN that is always on. Else the last lines with ", error" in `C:\\Windows\\Logs\\CBS\\CBS.log` name the part that failed.',
      group: 'Code',
      commands: [
        reads(
          "Get-Partition | Where-Object Type -in 'System', 'Recovery' | Get-Volume | Select-Object FileSystemLabel, FileSystem, Size, SizeRemaining",
          { ...elevated, expect: 'More than some MB remaining' },
        ),
        reads(
          'Select-String -Path "$env:SystemRoot\\Logs\\CBS\\CBS.log" -Pattern ", error" -SimpleMatch | Select-Object -Last 20',
          elevated,
        ),
      ],
      ways: [
        way(
          'A VPN is always on',
          'no-vpn',
          observed('{pc} is connected by a VPN while {kb} installs.'),
          { cause: 'The VPN of {pc} disturbed the installation of {kb}.' },
        ),
        way(
          'System partition is full',
          'partition',
          observed('The system partition of {pc} is nearly full.'),
        ),
        way(
          'The log names another part',
          'escalate',
          observed('The servicing log of {pc} names the part at which {kb} fails.'),
        ),
        way('Nothing of it', 'store', tested('System partition and VPN of {pc} are in order.')),
      ],
    }),
    action('no-vpn', 'Try it without the VPN', {
      body: 'Remote work: the user has to know that you lose the connection for a while.',
      group: 'Code',
      before: 'Note which VPN it is, and whether it connects by itself.',
      undo: 'Connect the VPN again.',
      ways: [
        way('Installed', 'verify', did('Had {kb} installed on {pc} without the VPN.')),
        way(
          'Fails too',
          'store',
          deadEnd('Had {kb} installed on {pc} without the VPN; it failed as before.'),
        ),
      ],
    }),

    check('store', 'Component store', {
      body: 'The scan takes minutes. It only looks.',
      group: 'Repair',
      commands: [
        reads('Dism /Online /Cleanup-Image /CheckHealth', { ...elevated, shell: 'cmd' }),
        reads('Dism /Online /Cleanup-Image /ScanHealth', {
          ...elevated,
          shell: 'cmd',
          expect: 'No component store corruption detected',
        }),
      ],
      ways: [
        way('No corruption', 'client-data', tested('DISM finds the component store in order.'), {
          shownBy: ['image_healthy'],
        }),
        way(
          'Can be repaired',
          'repair',
          observed('DISM finds the component store of {pc} damaged and repairable.'),
          {
            cause: 'The component store of {pc} was damaged.',
            shownBy: ['image_repairable'],
          },
        ),
        way(
          'Cannot be repaired',
          'in-place',
          observed('DISM finds the component store of {pc} beyond repair.'),
          { shownBy: ['image_beyond_repair'] },
        ),
      ],
      links: [
        link('read', 'Fix Windows Update corruptions', `${SERVER}/fix-windows-update-errors`),
      ],
    }),
    action('repair', 'Repair the component store', {
      body: 'First DISM, then sfc. DISM fetches files from Windows Update; may take half an hour.',
      group: 'Repair',
      commands: [
        changes('Dism /Online /Cleanup-Image /RestoreHealth', { ...elevated, shell: 'cmd' }),
        changes('sfc /scannow', { ...elevated, shell: 'cmd' }),
      ],
      before: 'Note what ScanHealth said. A server: a backup of its system state.',
      undo: 'None needed: damaged files are replaced by Windows’ own.',
      ways: [
        way('Repaired', 'retry', did('Repaired the component store of {pc} with DISM and sfc.'), {
          shownBy: ['image_repaired'],
        }),
        way(
          'Source files not found',
          'from-image',
          deadEnd('Tried to repair the component store of {pc}; source files were not found.'),
          { shownBy: ['image_beyond_repair'] },
        ),
        way(
          'sfc could not repair all',
          'from-image',
          deadEnd('Had sfc repair system files of {pc}; it could not repair all of them.'),
        ),
      ],
    }),
    action('from-image', 'Repair from an image', {
      body: 'Same version, build, edition and language as {pc}. The number is the edition in the image: `Dism /Get-WimInfo` lists them.',
      group: 'Repair',
      commands: [
        reads('Dism /Get-WimInfo /WimFile:"{image}"', { ...elevated, shell: 'cmd' }),
        changes('Dism /Online /Cleanup-Image /RestoreHealth /Source:"WIM:{image}:1" /LimitAccess', {
          ...elevated,
          shell: 'cmd',
        }),
      ],
      before: 'Note build and edition of {pc}, and where the image is from.',
      undo: 'None needed: damaged files are replaced by Windows’ own.',
      ways: [
        way('Repaired', 'retry', did('Repaired the component store of {pc} from an image.')),
        way(
          'Not repaired',
          'in-place',
          deadEnd('Tried to repair the component store of {pc} from an image; it stayed damaged.'),
        ),
        way('No such image', 'in-place', observed('No image of the version of {pc} is at hand.')),
      ],
    }),
    action('client-data', 'Start the working data anew', {
      body: 'The folders are renamed, not deleted. The list in Settings starts empty; what is installed stays.',
      group: 'Repair',
      commands: [
        changes('Stop-Service -Name wuauserv, BITS, CryptSvc -Force', elevated),
        changes(`Rename-Item -Path "${CACHE}" -NewName "SoftwareDistribution.old"`, elevated),
        changes(`Rename-Item -Path "${CATALOG}" -NewName "catroot2.old"`, elevated),
        changes('Start-Service -Name CryptSvc, BITS, wuauserv', elevated),
      ],
      before: 'Note the update history. A folder with the name .old from another time: rename it.',
      undo: 'Stop the services, delete the new folders, name the old ones back, start the services.',
      ways: [
        way(
          'Done, services run',
          'retry',
          did('Renamed the working folders of Windows Update on {pc}, so that they start anew.'),
          { cause: 'The working data of Windows Update on {pc} were damaged.' },
        ),
        way(
          'A folder is in use',
          'restart-asked',
          deadEnd('Tried to rename the working folders on {pc}; one of them was in use.'),
        ),
      ],
      links: [
        link(
          'read',
          'Reset Windows Update components',
          `${CLIENT}/additional-resources-for-windows-update`,
        ),
      ],
    }),

    action('retry', 'Search and install again', {
      body: 'Settings, Windows Update, Check for updates; or the command. Have work saved.',
      group: 'Verification',
      commands: [changes('UsoClient StartInteractiveScan', { ...elevated, shell: 'cmd' })],
      before: 'Note the time, to find the line in the history.',
      undo: 'Settings, Windows Update, Update history, Uninstall updates.',
      ways: [
        way('Installed', 'verify', did('Had Windows Update search and install again on {pc}.')),
        way(
          'Installed, wants a restart',
          'restart-asked',
          did('Had Windows Update install again on {pc}; it wants a restart to finish.'),
        ),
        way(
          'Another code now',
          'code',
          deadEnd('Had Windows Update install again on {pc}; it fails with another code.'),
        ),
        way(
          'Same code',
          'family',
          deadEnd('Had Windows Update install again on {pc}; it fails with the same code.'),
        ),
        way(
          'Same code, all tried',
          'escalate',
          deadEnd('Had Windows Update install again on {pc}; all ways of repair were tried.'),
        ),
      ],
    }),
    check('verify', 'Is it in, and does all run?', {
      body: 'ResultCode 2 for the update, no restart pending, no new errors. A server: its services, and the application with somebody who uses it.',
      group: 'Verification',
      commands: [
        reads(HISTORY, { ...elevated, expect: 'ResultCode 2' }),
        reads(PENDING, { ...elevated, expect: 'False, False' }),
        reads(
          "Get-CimInstance Win32_Service | Where-Object { $_.StartMode -eq 'Auto' -and $_.State -ne 'Running' } | Select-Object Name, State",
          elevated,
        ),
      ],
      ways: [
        way(
          'Installed, all runs',
          'resolved',
          tested('The update is installed on {pc}, no restart is pending, and all runs.'),
        ),
        way(
          'Installed, something is broken',
          'broken',
          observed('The update is installed on {pc}, and something does not run since.'),
        ),
        way('Not installed', 'kb', tested('The history of {pc} shows the update as failed again.')),
        way(
          'Not installed, all tried',
          'escalate',
          tested('The update is not installed on {pc} although all ways of repair were tried.'),
        ),
      ],
    }),

    end('resolved', 'Update is installed', 'resolved', {
      verification: 'the history of {pc} shows the update as installed, and no restart is pending',
      tell: 'The update is installed, and your computer is up to date.',
    }),
    end('later', 'Restart still to come', 'workaround', {
      cause: { status: 'probable', text: 'A pending restart on {pc} holds the update back.' },
      verification: 'after the restart of {pc} the history shows the update as installed',
      tell: 'The update is finished by a restart. Please restart when it suits you, and let it work.',
      followUp: 'Look at the update history after the restart',
    }),
    end('not-needed', 'Update is not needed', 'resolved', {
      cause: { status: 'confirmed', text: 'The update does not apply to {pc}.' },
      verification:
        'version and installed updates of {pc} were compared with the page of the update',
      tell: 'This update is not meant for your computer, or a newer one is already there.',
    }),
    end('known-issue', 'Known issue at Microsoft', 'vendor', {
      evidence: [
        'Number and text of the known issue',
        'Machines that have the update, and that have not',
        'Until when it is held back',
      ],
      tell: 'Microsoft knows that this update fails. We hold it back until it is corrected.',
      followUp: 'Watch the known issue, and let the update in again when it is solved',
    }),
    end('policy-owner', 'Policies have to be put right', 'escalate', {
      cause: { status: 'probable', text: 'The policies for updates on {pc} are not right.' },
      evidence: [
        'Values of the policies, and where they are set',
        'Which update source is meant',
        'How many machines are concerned',
      ],
      tell: 'A setting of your company stops the updates. We have asked those in charge of it.',
      followUp: 'Correct the policies for updates; see that a trial machine gets updates',
    }),
    end('approval', 'Own update server decides', 'escalate', {
      evidence: [
        'State of the update on {update_server}',
        'Group of the computer, and its last report',
        'Errors of the update server',
      ],
      tell: 'The update has to be let in on your update server. We have asked for it.',
      followUp: 'Approve the update, or put the update server right',
    }),
    end('partition', 'System partition is too small', 'escalate', {
      cause: { status: 'probable', text: 'The system partition of {pc} is full.' },
      evidence: [
        'Partitions with size and free space',
        'BitLocker key of the device is stored: yes or no',
        'Last good backup',
      ],
      tell: 'A part of the disk has to be made larger for this update. We will arrange a time.',
      followUp: 'Make room on the system partition, with a backup and the BitLocker key at hand',
    }),
    end('in-place', 'Repair installation', 'escalate', {
      cause: { status: 'probable', text: 'The component store of {pc} is beyond repair.' },
      evidence: [
        'Output of DISM and sfc',
        'Last lines of CBS.log',
        'Last good backup',
        'Applications that have to survive',
      ],
      tell: 'Windows has to be repaired by installing it over itself. We will arrange a time.',
      followUp: 'Agree on a repair installation that keeps files and programs, after a backup',
    }),
    end('broken', 'Something does not run since', 'escalate', {
      cause: { status: 'probable', text: 'The update on {pc} broke something that ran before.' },
      evidence: [
        'What does not run, and since when',
        'Number of the update',
        'Events since the restart',
        'Whether it may be removed again',
      ],
      tell: 'Something does not run since the update. A colleague is looking at it with priority.',
      followUp: 'Decide whether the update is removed; look for a known issue first',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Number of the update, and its code',
        'Output of DISM and sfc',
        'Last lines of CBS.log',
        'Update source, policies, proxy',
        'What was tried',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Take over with the evidence below',
    }),
  ],
)

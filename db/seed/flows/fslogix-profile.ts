/** FSLogix profile does not attach: status, log, lock, rights, share, size, damage. */
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
const onAdminPc = { where: 'on an admin computer, elevated' }
const onFiles = { where: 'on {profile_server}, elevated' }
const fslogix = (page: string) => `https://learn.microsoft.com/fslogix/${page}`

export const fslogixProfile = authorFlow(
  {
    slug: 'fslogix-profile',
    name: 'FSLogix profile problems',
    kind: 'troubleshooting',
    summary:
      'Temporary or empty profile, slow sign-in, or a full profile disk on AVD, RDS or Citrix.',
    category: 'Virtual desktops',
    words: [
      'FSLogix',
      'temporary profile',
      'temp profile',
      'signed in with a temporary profile',
      'profile not loading',
      'profile does not load',
      'profile empty',
      'profile',
      'profile container',
      'profile disk',
      'profile disk full',
      'user profile',
      'slow logon',
      'slow login',
      'logon takes',
      'sign-in hangs',
      'AVD',
      'Azure Virtual Desktop',
      'RDS',
      'terminal server profile',
      'Outlook cache gone',
      'desktop empty',
      'settings gone',
      'settings lost',
      'VHDX',
      'frxsvc',
      'preparing Windows',
      'temporäres Profil',
      'Profil',
      'Anmeldung dauert',
      'Desktop leer',
      'Einstellungen weg',
      'Benutzerprofil',
    ],
    variables: [
      sessionValue('host', 'Session host', 'AVD-HOST-3'),
      sessionValue('user', 'Sign-in name of the user', 'p.adler'),
      clientValue('profile_share', 'Share of the profiles', '\\\\FS02\\Profiles'),
      clientValue('profile_server', 'File server of the profiles', 'FS02'),
      sessionValue('otherhost', 'Another session host', 'AVD-HOST-1'),
      sessionValue('session_id', 'Number of the session', '3'),
      sessionValue('file_id', 'Number of the open file', '8589934653'),
      sessionValue(
        'disk',
        'Profile disk of the user',
        '\\\\FS02\\Profiles\\p.adler\\Profile_p.adler.vhdx',
      ),
      sessionValue('drive', 'Drive letter of the copy', 'V:'),
      APPROVED_BY,
    ],
  },
  [
    question('symptom', 'What does the user see?', {
      group: 'Scope',
      ways: [
        way(
          'Temporary or empty profile',
          'status',
          reported('{user} reports a temporary or empty profile on {host}.'),
        ),
        way('Sign-in hangs', 'services', reported('{user} reports that sign-in to {host} hangs.')),
        way(
          'Disk full, cannot save',
          'size',
          reported('{user} reports that nothing can be saved; the profile disk looks full.'),
        ),
        way(
          'All users are affected',
          'share',
          reported('All users are reported to get no profile.'),
        ),
      ],
    }),

    check('status', 'State of this sign-in', {
      body: 'The key of the user’s SID: Status, Reason, Error.',
      group: 'Profile',
      commands: [
        reads(
          'Get-ItemProperty "HKLM:\\SOFTWARE\\FSLogix\\Profiles\\Sessions\\*" | Format-List PSChildName, Status, Reason, Error',
          { ...onHost, expect: 'Status 0 means attached' },
        ),
      ],
      ways: [
        way(
          'Rights: 5, 6, 7',
          'rights',
          observed(
            'FSLogix status for {user} on {host} is 5, 6 or 7: no right on the profile folder, or no path.',
          ),
        ),
        way(
          'In use: 11, 12',
          'holder',
          observed(
            'FSLogix status for {user} on {host} is 11 or 12: the disk cannot be opened or attached.',
          ),
        ),
        way(
          'Cannot create: 9',
          'size',
          observed('FSLogix status for {user} on {host} is 9: the disk cannot be created.'),
        ),
        way(
          'Attached: 0',
          'local',
          observed('FSLogix status for {user} on {host} is 0: the disk is attached.'),
          { shownBy: ['profile_attached'] },
        ),
        way(
          'Another status',
          'log',
          observed('FSLogix status for {user} on {host} is none of the usual ones.'),
        ),
        way(
          'No key for the user',
          'local',
          observed('{host} holds no FSLogix session key for {user}.'),
        ),
      ],
      links: [
        link('read', 'FSLogix status and error codes', fslogix('fslogix-error-codes-reference')),
      ],
    }),
    check('log', 'Log of the profile', {
      body: 'Lines with ERROR, and the Windows code in them.',
      group: 'Profile',
      commands: [
        reads(
          'Get-ChildItem "C:\\ProgramData\\FSLogix\\Logs\\Profile" | Sort-Object LastWriteTime | Select-Object -Last 1 | Select-String -Pattern "ERROR" -SimpleMatch',
          onHost,
        ),
      ],
      ways: [
        way(
          'Code 5 or 1326',
          'rights',
          observed(
            'The FSLogix log on {host} shows Windows code 5 or 1326: access denied or sign-in refused.',
          ),
        ),
        way(
          'Code 3, 53 or 67',
          'share',
          observed('The FSLogix log on {host} shows Windows code 3, 53 or 67: path not found.'),
        ),
        way(
          'Code 32',
          'holder',
          observed('The FSLogix log on {host} shows Windows code 32: the disk is in use.'),
        ),
        way(
          'Code 112',
          'size',
          observed('The FSLogix log on {host} shows Windows code 112: disk full.'),
        ),
        way(
          'No code that fits',
          'damaged',
          observed('The FSLogix log on {host} shows no code that names the fault.'),
        ),
      ],
    }),

    check('holder', 'Who holds the disk?', {
      body: 'An open file is usually a session elsewhere. Ask every host.',
      group: 'Disk',
      commands: [
        reads(
          'Get-SmbOpenFile | Where-Object Path -like "*{user}*" | Format-Table FileId, ClientComputerName, ClientUserName, Path',
          onFiles,
        ),
        reads('quser /server:"{otherhost}"', {
          where: 'once per host, from an admin computer',
          shell: 'cmd',
        }),
      ],
      ways: [
        way(
          'Session on another host',
          'sign-out-asked',
          observed('{user} has a session on {otherhost} that holds the profile disk.'),
          {
            cause: 'A session of {user} on {otherhost} held the profile disk.',
          },
        ),
        way(
          'Open file, no session',
          'close-asked',
          observed(
            'The profile disk of {user} is open on {profile_server}, but no host has a session.',
          ),
          {
            cause:
              'The profile disk of {user} had stayed open on {profile_server} without a session.',
          },
        ),
        way(
          'Nobody',
          'damaged',
          tested('No session and no open file hold the profile disk of {user}.'),
        ),
      ],
      links: [
        link(
          'unverified',
          'Issues with attaching and detaching',
          fslogix('troubleshooting-container-attach-detach'),
        ),
      ],
    }),
    ...authorisation('sign-out-asked', 'signing {user} out on {otherhost}', {
      to: 'sign-out',
      otherwise: 'escalate',
      body: 'Best by the user. What is not saved there is lost otherwise.',
    }),
    action('sign-out', 'Sign out there, properly', {
      safety: 'disrupts',
      group: 'Disk',
      commands: [
        disrupts('logoff {session_id} /server:"{otherhost}"', {
          where: 'from an admin computer',
          shell: 'cmd',
        }),
      ],
      before: 'Ask about unsaved work. Note the number of the session from `quser`.',
      undo: 'None: a session that was signed out does not come back.',
      ways: [
        way(
          'Signed out',
          'verify',
          did('Signed {user} out on {otherhost}; the profile disk was released.'),
        ),
        way(
          'It hangs',
          'close-asked',
          deadEnd('Signed {user} out on {otherhost}; the session did not end.'),
        ),
      ],
    }),
    ...authorisation('close-asked', 'closing the open profile disk of {user} on {profile_server}', {
      to: 'close-file',
      otherwise: 'escalate',
      body: 'Look twice that nobody is signed in: closing a disk in use damages it.',
    }),
    action('close-file', 'Close the open file', {
      safety: 'disrupts',
      group: 'Disk',
      commands: [
        reads(
          'Get-SmbOpenFile -FileId {file_id} | Format-List ClientComputerName, ClientUserName, Path',
          { ...onFiles, expect: 'The disk of {user}, and only that' },
        ),
        disrupts('Close-SmbOpenFile -FileId {file_id}', {
          ...onFiles,
          expect: 'Asks before it closes',
        }),
      ],
      before: 'Second look: no session of {user} on any host. Note FileId and client.',
      undo: 'None: the client opens the file again at the next sign-in.',
      ways: [
        way(
          'Closed',
          'verify',
          did(
            'Closed the open profile disk of {user} on {profile_server} after a second look for sessions.',
          ),
        ),
        way(
          'Opens again at once',
          'escalate',
          observed('The profile disk of {user} is opened again at once after closing.'),
        ),
      ],
    }),

    check('rights', 'Rights on the share', {
      body: 'Users: modify on the root, this folder only. Creator owner: modify below. Admins: full. Azure Files: role **and** list.',
      group: 'Share',
      commands: [
        reads('icacls "{profile_share}"', { where: 'from an admin computer', shell: 'cmd' }),
        reads('Get-SmbShare -CimSession "{profile_server}" | Get-SmbShareAccess', {
          where: 'from an admin computer',
        }),
        reads('Get-Acl -LiteralPath "{disk}" | Format-List Owner, AccessToString', {
          where: 'from an admin computer',
          expect: 'Owner is the user',
        }),
      ],
      ways: [
        way(
          'Rights are wrong',
          'rights-asked',
          observed(
            'The rights on {profile_share} do not let {user} create or open the profile folder.',
          ),
          {
            cause: 'The rights on {profile_share} did not let {user} use the profile folder.',
          },
        ),
        way(
          'Rights are in order',
          'share',
          observed('The rights on {profile_share} are as FSLogix needs them.'),
        ),
      ],
      links: [
        link('unverified', 'Storage permissions', fslogix('how-to-configure-storage-permissions')),
      ],
    }),
    ...authorisation('rights-asked', 'correcting the rights on {profile_share}', {
      to: 'set-rights',
      otherwise: 'escalate',
      body: 'The root holds the profiles of everyone.',
    }),
    action('set-rights', 'Correct the rights', {
      body: 'Only the entry that is wrong. Never take over the folders of all users.',
      group: 'Share',
      commands: [
        reads('icacls "{profile_share}" /save "$env:TEMP\\profiles-before.txt"', {
          where: 'from an admin computer, elevated',
        }),
      ],
      before: 'Save the present list with the command above and keep the file.',
      undo: '`icacls <folder above> /restore "$env:TEMP\\profiles-before.txt"`',
      ways: [
        way(
          'Corrected',
          'verify',
          did('Corrected the rights on {profile_share}; the former list was saved.'),
        ),
        way(
          'Azure role is missing',
          'escalate',
          observed('The share is on Azure Files, and the role for its users is missing.'),
        ),
      ],
    }),

    check('share', 'Is the share reached from the host?', {
      group: 'Share',
      commands: [
        reads('Test-NetConnection -ComputerName "{profile_server}" -Port 445', {
          ...onHost,
          expect: 'TcpTestSucceeded : True',
        }),
        reads('Test-Path -LiteralPath "{profile_share}"', {
          where: 'on {host}, as the user',
          expect: 'True',
        }),
        reads(
          'Get-ItemProperty "HKLM:\\SOFTWARE\\FSLogix\\Profiles" | Format-List Enabled, VHDLocations, CCDLocations',
          { ...onHost, expect: 'Enabled 1 and the right share' },
        ),
      ],
      ways: [
        way(
          'Reached, path right',
          'log',
          tested('{host} reaches {profile_share}, and FSLogix is set to it.'),
        ),
        way(
          'Name does not resolve',
          'dns',
          tested('The name {profile_server} does not resolve on {host}.'),
          { shownBy: ['name_unknown'] },
        ),
        way(
          'Port 445 is closed',
          'network',
          tested('{profile_server} does not answer on port 445 from {host}.'),
        ),
        way(
          'Path is wrong',
          'set-path',
          observed(
            'FSLogix on {host} is switched off or set to another path than {profile_share}.',
          ),
          {
            cause: 'FSLogix on {host} was switched off or set to a wrong path.',
          },
        ),
        way(
          'All fine, log walked',
          'escalate',
          tested('Share, rights and settings are in order; the log on {host} names no fault.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Configure profile containers',
          fslogix('tutorial-configure-profile-containers'),
        ),
      ],
    }),
    subFlow('dns', 'Name resolution', 'dns-resolution', {
      body: 'Walk it on {host}.',
      group: 'Share',
      gives: { name: '{profile_server}' },
      ways: [
        way('Name resolves again', 'verify', undefined, { id: 'fixed' }),
        way('Names are fine', 'network', undefined, { id: 'fine' }),
      ],
    }),
    subFlow('network', 'Network connectivity', 'network-connectivity', {
      body: 'Walk it on {host}.',
      group: 'Share',
      gives: { target: '{profile_server}', port: '445' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'log', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),
    action('set-path', 'Correct the path by policy', {
      group: 'Share',
      commands: [changes('gpupdate /target:computer /force', { ...onHost, shell: 'cmd' })],
      before: 'Note Enabled, VHDLocations and CCDLocations, and which policy sets them.',
      undo: 'Enter the noted values in the policy again.',
      ways: [
        way(
          'Corrected',
          'verify',
          did('Corrected the FSLogix settings of {host} by policy; the path is {profile_share}.'),
        ),
        way('Not mine to change', 'escalate', decided('The FSLogix policy was left to its owner.')),
      ],
    }),

    check('services', 'Services on the host', {
      group: 'Host',
      commands: [
        reads('Get-Service -Name frxsvc, frxccds', {
          ...onHost,
          expect: 'frxsvc Running; frxccds Running with Cloud Cache',
        }),
        reads(
          'Get-Item "C:\\Program Files\\FSLogix\\Apps\\frxsvc.exe" | Select-Object -ExpandProperty VersionInfo | Format-List FileVersion',
          onHost,
        ),
      ],
      ways: [
        way('They run', 'status', observed('The FSLogix services on {host} run.'), {
          shownBy: ['service_running'],
        }),
        way('Stopped', 'start-services', observed('An FSLogix service on {host} is stopped.'), {
          cause: 'An FSLogix service on {host} was stopped.',
          shownBy: ['service_stopped'],
        }),
        way(
          'Cloud Cache in use',
          'share',
          observed('{host} uses Cloud Cache; both of its stores have to be reached.'),
        ),
      ],
    }),
    action('start-services', 'Start the services', {
      body: 'Users who are signed in keep what they have; new sign-ins get their profile.',
      group: 'Host',
      commands: [changes('Start-Service -Name frxsvc', onHost)],
      before: 'Note state and start type of both services.',
      undo: '`Stop-Service -Name frxsvc`, when no profile is attached.',
      ways: [
        way('They run', 'verify', did('Started the FSLogix service on {host}.')),
        way(
          'They stop again',
          'escalate',
          deadEnd('Started the FSLogix service on {host}; it stopped again.'),
        ),
      ],
    }),

    check('local', 'Local profile or exclusion?', {
      group: 'Host',
      commands: [
        reads(
          'Get-CimInstance Win32_UserProfile | Where-Object LocalPath -like "*{user}*" | Format-List LocalPath, Loaded, LastUseTime',
          onHost,
        ),
        reads('Get-LocalGroupMember -Name "FSLogix Profile Exclude List"', {
          ...onHost,
          expect: '{user} not in it',
        }),
        reads('Get-LocalGroupMember -Name "FSLogix Profile Include List"', {
          ...onHost,
          expect: '{user} in it, or Everyone',
        }),
        reads(
          'Get-ItemProperty "HKLM:\\SOFTWARE\\FSLogix\\Profiles" | Format-List DeleteLocalProfileWhenVHDShouldApply',
          onHost,
        ),
      ],
      ways: [
        way(
          'Stale local profile',
          'remove-asked',
          observed('{host} holds a stale local profile of {user}.'),
          {
            cause: 'A stale local profile on {host} stood in the way of the profile disk.',
          },
        ),
        way(
          'User is excluded',
          'set-groups',
          observed('{user} is excluded from FSLogix on {host}.'),
          {
            cause: '{user} was excluded from FSLogix on {host}.',
          },
        ),
        way(
          'Neither',
          'damaged',
          observed('{host} holds no stale local profile of {user} and does not exclude them.'),
        ),
      ],
      links: [
        link(
          'unverified',
          'Old, temporary or local profiles',
          fslogix('troubleshooting-old-temp-local-profiles'),
        ),
      ],
    }),
    ...authorisation('remove-asked', 'removing the local profile of {user} on {host}', {
      to: 'remove-local',
      otherwise: 'escalate',
      body: 'First look for files that exist only there.',
    }),
    action('remove-local', 'Remove the local profile', {
      body: 'Never the profile disk. Copy desktop and documents aside before.',
      safety: 'disrupts',
      group: 'Host',
      commands: [
        disrupts(
          'Get-CimInstance Win32_UserProfile | Where-Object { $_.LocalPath -eq "C:\\Users\\{user}" -and -not $_.Loaded } | Remove-CimInstance -Confirm',
          { ...onHost, expect: 'Asks; names only this profile' },
        ),
      ],
      before: 'Copy `C:\\Users\\{user}` aside, and note where to. The user is signed out.',
      undo: 'Copy the kept files back into the new profile.',
      ways: [
        way(
          'Removed',
          'verify',
          did('Removed the stale local profile of {user} on {host} after copying its files aside.'),
        ),
        way(
          'Files exist only there',
          'escalate',
          observed('The local profile of {user} on {host} holds files that exist only there.'),
        ),
      ],
    }),
    action('set-groups', 'Correct include and exclude', {
      group: 'Host',
      commands: [
        changes(
          'Remove-LocalGroupMember -Group "FSLogix Profile Exclude List" -Member "{user}"',
          onHost,
        ),
      ],
      before: 'Note the members of both groups, and who excludes {user}.',
      undo: '`Add-LocalGroupMember -Group "FSLogix Profile Exclude List" -Member "{user}"`',
      ways: [
        way('Corrected', 'verify', did('Took {user} off the FSLogix exclude list on {host}.')),
        way(
          'Exclusion is wanted',
          'escalate',
          decided('The exclusion of {user} on {host} is wanted and was left.'),
        ),
      ],
    }),

    check('size', 'Space on share and disk', {
      body: 'Free space of the volume; size of the user’s disk against SizeInMBs.',
      group: 'Disk',
      commands: [
        reads('Get-Volume', { ...onFiles, expect: 'Free space on the volume of the profiles' }),
        reads('Get-Item -LiteralPath "{disk}" | Format-List Name, Length', {
          where: 'from an admin computer',
        }),
        reads(
          'Get-ItemProperty "HKLM:\\SOFTWARE\\FSLogix\\Profiles" | Format-List SizeInMBs',
          onHost,
        ),
      ],
      ways: [
        way(
          'User’s disk is full',
          'raise-size',
          observed('The profile disk of {user} has reached its limit.'),
          {
            cause: 'The profile disk of {user} had reached its size limit.',
          },
        ),
        way(
          'Share is full',
          'storage',
          observed('The volume of {profile_share} has no space left.'),
        ),
        way(
          'Space on both',
          'rights',
          observed('{profile_share} and the profile disk of {user} have free space.'),
        ),
      ],
    }),
    action('raise-size', 'Make room on the disk', {
      body: 'With the user: large downloads, caches. Or raise SizeInMBs by policy; it takes effect at the next sign-in.',
      group: 'Disk',
      before:
        'Note SizeInMBs and the size of the disk. Ask before anything of the user is deleted.',
      undo: 'Set the noted SizeInMBs again; a disk that has grown stays large.',
      ways: [
        way(
          'Limit raised',
          'verify',
          did('Raised the size limit of FSLogix profile disks by policy.'),
        ),
        way(
          'User cleaned up',
          'verify',
          did('The user deleted large files from the profile of {user}.'),
        ),
        way(
          'Neither is allowed',
          'escalate',
          decided('Neither a higher limit nor cleaning up was agreed.'),
        ),
      ],
    }),

    check('damaged', 'Is the disk damaged?', {
      body: 'On a copy only. Never while the user is signed in anywhere.',
      group: 'Disk',
      commands: [
        reads('Copy-Item -LiteralPath "{disk}" "$env:TEMP\\profile-copy.vhdx"', onAdminPc),
        reads('Mount-DiskImage -ImagePath "$env:TEMP\\profile-copy.vhdx" -Access ReadOnly', {
          ...onAdminPc,
          expect: 'Note the drive letter',
        }),
        reads('chkdsk {drive}', { ...onAdminPc, shell: 'cmd', expect: 'Found no problems' }),
      ],
      ways: [
        way(
          'No errors',
          'escalate',
          tested('A copy of the profile disk of {user} mounts and shows no errors.'),
        ),
        way(
          'Errors found',
          'repair-asked',
          tested('A copy of the profile disk of {user} shows errors of the file system.'),
          {
            cause: 'The profile disk of {user} was damaged.',
          },
        ),
        way(
          'Does not mount',
          'restore',
          tested('A copy of the profile disk of {user} does not mount.'),
        ),
      ],
    }),
    ...authorisation(
      'repair-asked',
      'repairing a copy of the profile disk of {user} and using it instead',
      {
        to: 'repair',
        otherwise: 'escalate',
        body: 'The user stays signed out until it is done.',
      },
    ),
    action('repair', 'Repair the copy and swap', {
      safety: 'disrupts',
      group: 'Disk',
      commands: [
        changes('Dismount-DiskImage -ImagePath "$env:TEMP\\profile-copy.vhdx"', onAdminPc),
        changes('Mount-DiskImage -ImagePath "$env:TEMP\\profile-copy.vhdx"', onAdminPc),
        changes('chkdsk {drive} /f', { ...onAdminPc, shell: 'cmd' }),
        changes('Dismount-DiskImage -ImagePath "$env:TEMP\\profile-copy.vhdx"', onAdminPc),
        disrupts('Move-Item -LiteralPath "{disk}" "{disk}.before"', onAdminPc),
        disrupts('Copy-Item "$env:TEMP\\profile-copy.vhdx" "{disk}"', onAdminPc),
        disrupts('Get-Acl -LiteralPath "{disk}.before" | Set-Acl -LiteralPath "{disk}"', onAdminPc),
      ],
      before:
        'The damaged disk is kept beside the new one, as the name ending in .before. Note owner and rights of the disk. Mount the copy anew, with its drive letter {drive}.',
      undo: 'Delete the new disk, give the kept one its name again.',
      ways: [
        way(
          'Swapped',
          'verify',
          did(
            'Repaired a copy of the profile disk of {user} and put it in place; the damaged one is kept.',
          ),
        ),
        way(
          'Beyond repair',
          'restore',
          deadEnd('Repaired a copy of the profile disk of {user}; errors remained.'),
        ),
      ],
    }),

    check('verify', 'New sign-in', {
      body: 'The user finds their files, Outlook opens, a change survives signing out.',
      group: 'Verification',
      commands: [
        reads(
          'Get-ItemProperty "HKLM:\\SOFTWARE\\FSLogix\\Profiles\\Sessions\\*" | Format-List PSChildName, Status, Reason, Error',
          { ...onHost, expect: 'Status 0' },
        ),
      ],
      ways: [
        way(
          'Profile is there',
          'resolved',
          tested(
            '{user} signed in to {host} with FSLogix status 0 and found their files; Outlook opened.',
          ),
        ),
        way(
          'Another status now',
          'status',
          tested('{user} signed in to {host}; FSLogix shows another status.'),
        ),
        way(
          'Same as before',
          'escalate',
          tested('{user} signed in to {host}; the profile is not attached, as before.'),
        ),
      ],
    }),

    end('resolved', 'Profile is back', 'resolved', {
      verification: '{user} signed in, found their files, and Outlook opened',
      tell: 'Your profile is back with your files and settings.',
    }),
    end('storage', 'Storage is full', 'escalate', {
      cause: { status: 'confirmed', text: 'The volume of the profiles has no space left.' },
      evidence: ['Size and free space of the volume', 'Largest profiles', 'How fast it grows'],
      tell: 'The storage for profiles is full. We have passed this on with priority.',
      followUp: 'Extend the storage of {profile_share}',
    }),
    end('restore', 'Restore from backup', 'escalate', {
      cause: { status: 'probable', text: 'The profile disk of {user} is damaged beyond repair.' },
      evidence: [
        'Last good backup of the disk',
        'Result on the copy',
        'Where the damaged disk is kept',
      ],
      tell: 'Your profile has to be restored from a backup. We will tell you from which day.',
      followUp: 'Restore the profile disk of {user}; keep the damaged one',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Values of the session key',
        'Excerpt of the log',
        'List of open files',
        'Rights on share and disk',
      ],
      tell: 'We know more about the fault and have passed it on to a colleague.',
      followUp: 'Take over with session key and log; delete no profile disk',
    }),
  ],
)

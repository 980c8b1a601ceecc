/** OneDrive does not sync: save what is only here, then sign-in, limits, the item, the client. */
import {
  action,
  authorFlow,
  changes,
  check,
  deadEnd,
  decided,
  did,
  end,
  link,
  observed,
  question,
  reads,
  reported,
  sessionValue,
  tested,
  told,
  way,
} from './author-flow.ts'

const asUser = { where: 'on {pc}, as the user' }

export const onedriveSync = authorFlow(
  {
    slug: 'onedrive-sync',
    name: 'OneDrive does not sync',
    kind: 'troubleshooting',
    summary: 'Files do not reach OneDrive or a SharePoint library, or do not come down from it.',
    category: 'Microsoft 365',
    words: [
      'OneDrive',
      'One Drive',
      'OneDrive not syncing',
      'sync pending',
      'sync problem',
      'sync issues',
      'processing changes',
      'red cross',
      'OneDrive red cross',
      'OneDrive paused',
      'OneDrive full',
      'files not syncing',
      'SharePoint library',
      'SharePoint sync',
      'conflict copy',
      'known folder move',
      'OneDrive synchronisiert nicht',
      'Synchronisierung',
      'Synchronisierung ausstehend',
      'Änderungen werden verarbeitet',
    ],
    variables: [
      sessionValue('user', 'The user', 'p.adler'),
      sessionValue('pc', 'The computer', 'PC-FIN-07'),
      sessionValue('library', 'Library or folder', 'Finance - Documents'),
    ],
  },
  [
    question('only-here', 'Are there files only on this PC?', {
      body: 'Compare with OneDrive or the library in the browser. Nothing is reset or unlinked before such files are copied aside.',
      group: 'Data first',
      ways: [
        way(
          'Yes, or not sure',
          'copy',
          reported('Files in {library} are reported to be only on {pc}.'),
        ),
        way(
          'No, the web has them all',
          'state',
          tested('The web shows all files of {library} that are on {pc}.'),
        ),
      ],
    }),
    action('copy', 'Copy these files aside', {
      body: 'To a folder outside OneDrive. Leave the originals where they are.',
      group: 'Data first',
      before: 'See that the disk has room, and that the target is not inside a synced folder.',
      undo: 'Delete the copy once the user has seen the files in the web.',
      ways: [
        way(
          'Copied',
          'state',
          did('Copied the files of {library} that were only on {pc} to a folder outside OneDrive.'),
        ),
        way(
          'Cannot be copied',
          'escalate',
          deadEnd('Tried to copy the files that are only on {pc} aside; they could not be read.'),
        ),
      ],
    }),
    check('state', 'What does the icon say?', {
      body: 'Select the cloud icon by the clock; read the message and the list of sync problems. No icon: the client is not running.',
      group: 'Client',
      commands: [
        reads(
          'Get-Process OneDrive -ErrorAction SilentlyContinue | Select-Object Id, StartTime, Path',
          {
            ...asUser,
            expect: 'One process',
          },
        ),
      ],
      ways: [
        way('Asks to sign in', 'sign-in', observed('OneDrive on {pc} asks {user} to sign in.')),
        way(
          'Names one or some items',
          'item',
          observed('OneDrive on {pc} lists items in {library} that do not sync.'),
        ),
        way(
          'Processing changes for hours',
          'item',
          observed('OneDrive on {pc} shows "Processing changes" and does not finish.'),
        ),
        way(
          'Paused, full or blocked',
          'limits',
          observed('OneDrive on {pc} says that syncing is paused, full or blocked.'),
        ),
        way('No icon at all', 'restart', observed('OneDrive is not running on {pc}.'), {
          cause: 'The OneDrive client was not running on {pc}.',
        }),
        way(
          'Nothing syncs, no message',
          'limits',
          observed('Nothing in {library} syncs on {pc}, and OneDrive names no problem.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Fix OneDrive sync problems',
          'https://support.microsoft.com/office/0899b115-05f7-45ec-95b2-e4cc8c4670b2',
        ),
      ],
    }),
    check('sign-in', 'Account, licence, device', {
      body: 'Sign in to OneDrive in the browser with the same account. The client must use the work account, not a private one.',
      group: 'Sign-in',
      commands: [
        reads('dsregcmd /status', { ...asUser, shell: 'cmd', expect: 'AzureAdPrt : YES' }),
      ],
      ways: [
        way(
          'Web works, client does not',
          'restart',
          tested('{user} opens OneDrive in the browser; only the client on {pc} asks to sign in.'),
          {
            cause: 'The stored sign-in of the OneDrive client on {pc} was no longer valid.',
          },
        ),
        way(
          'Wrong account in the client',
          'relink',
          observed(
            'The OneDrive client on {pc} is signed in with another account than that of {user}.',
          ),
          {
            cause: 'The OneDrive client on {pc} was signed in with another account.',
          },
        ),
        way('Web is refused too', 'account', tested('OneDrive in the browser refuses {user} too.')),
        way(
          'No primary refresh token',
          'account',
          tested('The output of dsregcmd on {pc} says AzureAdPrt: NO for {user}.'),
          { id: 'no-prt' },
        ),
      ],
    }),
    check('limits', 'Space, pause, policy, service', {
      body: 'Also the service health page, storage of the user in the web, a metered connection, battery saver.',
      group: 'Limits',
      commands: [
        reads('Get-PSDrive C | Select-Object Used, Free', { ...asUser, expect: 'Some GB free' }),
        reads(
          "Get-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\OneDrive' -ErrorAction SilentlyContinue",
          asUser,
        ),
      ],
      ways: [
        way(
          'Paused, metered or battery',
          'resume',
          observed(
            'Syncing on {pc} is paused by hand, by a metered connection or by battery saver.',
          ),
          {
            cause: 'Syncing was paused on {pc}.',
          },
        ),
        way(
          'Local disk is full',
          'space',
          observed('The disk of {pc} has no room for the files of {library}.'),
          {
            cause: 'The disk of {pc} was full.',
          },
        ),
        way(
          'Quota is used up',
          'quota',
          observed('The storage of {user} or of {library} is used up.'),
        ),
        way(
          'Policy forbids it',
          'policy',
          observed('A policy on {pc} does not allow OneDrive to sync {library}.'),
        ),
        way(
          'Service is disturbed',
          'service',
          observed('The service health page names a disturbance of OneDrive or SharePoint.'),
        ),
        way(
          'All in order',
          'restart',
          tested('Disk, quota, policy and service health are in order, and syncing is not paused.'),
        ),
      ],
    }),
    action('resume', 'Let it sync again', {
      body: 'Resume in the menu of the icon. For metered or battery: the user decides whether to sync all the same.',
      group: 'Limits',
      before: 'Note why it was paused.',
      undo: 'Pause again in the same menu.',
      ways: [
        way('Syncs', 'verify', did('Resumed syncing on {pc}.')),
        way('Does not sync', 'restart', deadEnd('Resumed syncing on {pc}; nothing moved.')),
      ],
    }),
    action('space', 'Make room on the disk', {
      body: 'In OneDrive, "Free up space" on folders that are green turns files into online-only ones. Never delete in the folder: it deletes in the web too.',
      group: 'Limits',
      before: 'Only items with a green tick. Note the free space.',
      undo: '"Always keep on this device" on the same folders brings the files back.',
      ways: [
        way(
          'Room made, syncs',
          'verify',
          did('Turned synced files on {pc} into online-only ones to make room.'),
        ),
        way(
          'Still too little',
          'escalate',
          deadEnd(
            'Turned synced files on {pc} into online-only ones; the room was still too little.',
          ),
        ),
      ],
    }),
    check('item', 'Which items, and why?', {
      body: 'The list of problems names each: name not allowed, path above 400 characters, open elsewhere, no right, too large, checked out. Try the item in the web.',
      group: 'Item',
      ways: [
        way(
          'Name or path not allowed',
          'rename',
          observed('The name or the length of the path of an item in {library} is not allowed.'),
          {
            cause: 'The name or path of an item in {library} was not allowed in OneDrive.',
          },
        ),
        way(
          'Open or checked out',
          'release',
          observed('An item in {library} is open elsewhere or held for editing.'),
          {
            cause: 'An item in {library} was open elsewhere or held for editing.',
          },
        ),
        way(
          'No right to write',
          'owner',
          observed('{user} may read but not change the item in {library}.'),
        ),
        way(
          'Very many items',
          'reduce',
          observed('{user} syncs more items than the client handles well (about 300,000).'),
          {
            cause: 'More items were synced on {pc} than the OneDrive client handles well.',
          },
        ),
        way(
          'None is named',
          'restart',
          observed('OneDrive on {pc} names no item that does not sync.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Restrictions and limitations in OneDrive and SharePoint',
          'https://support.microsoft.com/office/64883a5d-228e-48f5-b3d2-eb39e07630fa',
        ),
      ],
    }),
    action('rename', 'Rename or shorten', {
      body: 'With the user, who knows what links to the file.',
      group: 'Item',
      before: 'Note old name and place.',
      undo: 'Give the item its old name again.',
      ways: [
        way(
          'Syncs',
          'verify',
          did('Renamed or moved the item in {library} so that its name and path are allowed.'),
        ),
        way(
          'Does not sync',
          'restart',
          deadEnd('Renamed the item in {library}; it still did not sync.'),
        ),
      ],
    }),
    action('release', 'Close it or check it in', {
      body: 'Whoever has it open saves and closes. A check-in by somebody else loses what was not saved: ask first.',
      group: 'Item',
      before: 'Ask who has it open whether all is saved.',
      undo: 'Check the item out again; the version history holds the earlier state.',
      ways: [
        way('Syncs', 'verify', did('Had the item in {library} closed and released.')),
        way(
          'Does not sync',
          'restart',
          deadEnd('Had the item in {library} closed and released; it still did not sync.'),
        ),
      ],
    }),
    action('reduce', 'Sync fewer folders', {
      body: 'Settings, Account, Choose folders; or stop the sync of whole libraries that are used in the web only.',
      group: 'Item',
      before: 'Note which folders are chosen. Files that are only here are copied aside.',
      undo: 'Choose the noted folders again.',
      ways: [
        way('Syncs', 'verify', did('Reduced the folders that {user} syncs on {pc}.')),
        way(
          'Does not sync',
          'restart',
          deadEnd('Reduced the folders that {user} syncs on {pc}; it still did not sync.'),
        ),
      ],
    }),
    action('restart', 'Quit and start OneDrive', {
      group: 'Repair',
      commands: [
        changes('& "$env:LOCALAPPDATA\\Microsoft\\OneDrive\\OneDrive.exe" /shutdown', asUser),
        changes('& "$env:LOCALAPPDATA\\Microsoft\\OneDrive\\OneDrive.exe"', asUser),
      ],
      body: 'Installed for all users: the program is in `C:\\Program Files\\Microsoft OneDrive`.',
      before: 'Let the user save and close files of the library.',
      undo: 'Nothing to undo.',
      ways: [
        way('Syncs', 'verify', did('Quit OneDrive on {pc} and started it again.')),
        way(
          'Does not sync',
          'reset',
          deadEnd('Quit OneDrive on {pc} and started it again; it still did not sync.'),
        ),
      ],
    }),
    action('reset', 'Reset OneDrive', {
      body: 'Builds the index anew; files stay. Can take hours with many files. No icon after two minutes: start it by hand. Chosen folders must be set again.',
      group: 'Repair',
      commands: [
        changes('& "$env:LOCALAPPDATA\\Microsoft\\OneDrive\\OneDrive.exe" /reset', asUser),
      ],
      before: 'Files that are only here are copied aside. Note the chosen folders.',
      undo: 'Choose the noted folders again; the files were not touched.',
      ways: [
        way('Syncs', 'verify', did('Reset the OneDrive client on {pc}.'), {
          cause: 'The index of the OneDrive client on {pc} was damaged.',
        }),
        way(
          'Does not sync',
          'relink',
          deadEnd('Reset the OneDrive client on {pc}; it still did not sync.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Reset OneDrive',
          'https://support.microsoft.com/office/34701e00-bf7b-42db-b960-84905399050c',
        ),
      ],
    }),
    action('relink', 'Unlink and link again', {
      body: 'With folder protection on, Desktop and Documents live in the OneDrive folder. Never delete the folder to start afresh. Link to the same folder.',
      group: 'Repair',
      before:
        'Files that are only here are copied aside. Note account, folder and chosen libraries.',
      undo: 'Link the noted account to the noted folder again.',
      ways: [
        way(
          'Syncs',
          'verify',
          did('Unlinked OneDrive on {pc} and linked it to the account of {user} again.'),
        ),
        way(
          'Does not sync',
          'escalate',
          deadEnd('Unlinked OneDrive on {pc} and linked it again; it still did not sync.'),
        ),
      ],
    }),
    check('verify', 'A test file up and down', {
      body: 'A file made here shows in the web, one made in the web shows here. The newest version of the user’s file is the right one.',
      group: 'Verification',
      ways: [
        way(
          'Both ways work',
          'fixed',
          tested('A test file in {library} went from {pc} to the web and another came down.'),
        ),
        way(
          'Works, with conflict copies',
          'conflicts',
          tested('A test file in {library} syncs both ways; conflict copies remain.'),
        ),
        way(
          'Does not sync',
          'escalate',
          tested('A test file in {library} does not sync between {pc} and the web.'),
        ),
      ],
    }),
    question('conflicts', 'Which version is right?', {
      body: 'The name of the computer stands in the name of a conflict copy. Only the user decides; delete nothing yourself.',
      group: 'Verification',
      ways: [
        way(
          'User has decided',
          'fixed',
          decided('{user} decided which version of each conflict copy in {library} is kept.'),
        ),
        way(
          'User will do it alone',
          'fixed',
          told('{user} was shown the conflict copies in {library} and decides which to keep.'),
        ),
      ],
    }),
    end('fixed', 'OneDrive syncs', 'resolved', {
      verification: 'a test file in {library} synced from {pc} to the web and back',
      tell: 'Your files are syncing again. The newest versions are in the web and on your computer.',
    }),
    end('account', 'Sign-in is refused', 'escalate', {
      cause: { status: 'probable', text: 'The sign-in of {user} to Microsoft 365 is refused.' },
      evidence: ['Message and code at sign-in', 'Licence of the user', 'Output of dsregcmd'],
      tell: 'Your files are safe. Your sign-in is refused, and a colleague is looking into it.',
      followUp: 'Find why the sign-in is refused: sign-in log, licence, device registration',
    }),
    end('quota', 'Storage is used up', 'escalate', {
      cause: { status: 'probable', text: 'The storage of {user} or of {library} is used up.' },
      evidence: ['Storage used and allowed', 'Largest folders', 'Versions and recycle bin'],
      tell: 'Your online storage is full. We have asked who may extend it or what may go.',
      followUp: 'Ask the owner whether to clean up or to buy storage',
    }),
    end('policy', 'A policy forbids it', 'escalate', {
      cause: {
        status: 'probable',
        text: 'A policy does not allow OneDrive on {pc} to sync {library}.',
      },
      evidence: ['Name and value of the policy', 'Tenant of the library'],
      tell: 'A rule of your company does not allow this to sync. We have asked who decides about it.',
      followUp: 'Ask the owner of the policy whether the library may sync',
    }),
    end('owner', 'No right to change it', 'escalate', {
      cause: { status: 'probable', text: '{user} has no right to change the item in {library}.' },
      evidence: ['Item and library', 'Rights of the user', 'Owner of the library'],
      tell: 'You may read this file but not change it. We have asked its owner.',
      followUp: 'Ask the owner of the library whether the user may change the item',
    }),
    end('service', 'Microsoft has a disturbance', 'vendor', {
      cause: { status: 'probable', text: 'OneDrive or SharePoint was disturbed at Microsoft.' },
      evidence: ['Number of the health incident', 'Since when, and what is affected'],
      tell: 'Microsoft has a disturbance. Your files stay on your computer until it is over.',
      followUp: 'Watch the incident and test a file when it is closed',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Message of the client',
        'Where the files are that are only on the computer',
        'Version of OneDrive',
        'Logs of the client',
        'What was tried',
      ],
      tell: 'Your files are safe where they are. A colleague is looking further into the syncing.',
      followUp: 'Take over with the logs of the client; do not delete the folder',
    }),
  ],
)

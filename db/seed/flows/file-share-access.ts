/** A user cannot reach a file share: name, port, rights, identity, mapping, in that order. */
import {
  APPROVED_BY,
  action,
  authorFlow,
  authorisation,
  authorised,
  changes,
  check,
  clientValue,
  deadEnd,
  decided,
  did,
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

const onPc = { where: 'on {pc}, as the user' }
const onServer = { where: 'on {file_server}, elevated' }

export const fileShareAccess = authorFlow(
  {
    slug: 'file-share-access',
    name: 'User cannot access a file share',
    kind: 'troubleshooting',
    summary: 'A share, folder or network drive does not open, is denied, or is not found.',
    category: 'Files and storage',
    words: [
      'share',
      'shared folder',
      'file share',
      'network drive',
      'mapped drive',
      'network folder',
      'drive letter',
      'drive missing',
      'drive not mapped',
      'drive disconnected',
      'cannot open folder',
      'access denied folder',
      'access is denied',
      'permission folder',
      'no permission',
      'not accessible',
      'network path not found',
      'file server',
      'UNC path',
      'NAS',
      'DFS',
      'multiple connections to a server',
      '0x80070005',
      '0x80070035',
      '0x800704cf',
      'Netzlaufwerk',
      'Laufwerk',
      'Freigabe',
      'Zugriff verweigert',
      'kein Zugriff',
      'Ordner öffnen',
      'Netzwerkpfad nicht gefunden',
      'Berechtigung Ordner',
      'Dateiserver',
    ],
    variables: [
      clientValue('file_server', 'File server', 'FS02'),
      sessionValue('share', 'Name of the share', 'Budget'),
      sessionValue('path', 'Folder as the server knows it', 'D:\\Data\\Budget'),
      sessionValue('user', 'Sign-in name of the user', 'p.adler'),
      sessionValue('pc', 'The user’s computer', 'PC-FIN-07'),
      sessionValue('group', 'Group that grants the access', 'Finance-RW'),
      sessionValue('device_user', 'Account created on the device', 'scan-office'),
      APPROVED_BY,
    ],
  },
  [
    subFlow('scope', 'Scope of the problem', 'scope', {
      body: 'Five short answers. They are the Problem part of the note.',
      group: 'Problem',
      ways: [
        way('One user', 'message', undefined, { id: 'one-user' }),
        way('One device', 'message', undefined, { id: 'one-device' }),
        way('One site or group', 'how-wide', undefined, { id: 'group' }),
        way('Everyone', 'how-wide', undefined, { id: 'everyone' }),
      ],
    }),

    check('how-wide', 'One share, or all of the server?', {
      body: 'Open a second share of {file_server} from an affected computer.',
      group: 'Problem',
      commands: [
        reads('Get-SmbShare -CimSession "{file_server}"', { where: 'from an admin computer' }),
      ],
      ways: [
        way(
          'Only this share',
          'server-side',
          tested('Other shares of {file_server} open; only "{share}" fails.'),
        ),
        way('All shares of the server', 'reach', tested('No share of {file_server} opens.')),
      ],
    }),

    check('message', 'Read the message', {
      body: 'The code decides the way. "Details" in the dialog often shows it.',
      group: 'Problem',
      ways: [
        way(
          'Access denied (5, 0x80070005)',
          'rights',
          observed(
            'Opening \\\\{file_server}\\{share} is refused: "Access is denied" (0x80070005).',
          ),
        ),
        way(
          'Path not found (53, 67, 0x80070035)',
          'reach',
          observed(
            '\\\\{file_server}\\{share} is not found: "The network path was not found" (0x80070035).',
          ),
        ),
        way(
          'Logon failure (1326)',
          'identity',
          observed(
            '\\\\{file_server} refuses the sign-in: error 1326, unknown user name or bad password.',
          ),
        ),
        way(
          'Several credentials (1219)',
          'identity',
          observed('\\\\{file_server} is already connected under another user name: error 1219.'),
        ),
        way(
          'Guest access blocked by policy',
          'guest',
          observed('Windows refuses unauthenticated guest access to \\\\{file_server}.'),
        ),
        way(
          'Only the drive letter is missing',
          'mapping',
          tested('\\\\{file_server}\\{share} opens by its path; only the drive letter is missing.'),
        ),
        way(
          'Something else',
          'reach',
          decided('The message fits no known code; began with the network path.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Cannot connect to a network share',
          '…/windows-server/networking/cannot-connect-to-network-share',
        ),
      ],
    }),

    check('reach', 'Name and port', {
      body: 'From {pc}: does the name resolve, is SMB open?',
      group: 'Way to the server',
      commands: [
        reads('Resolve-DnsName -Name "{file_server}"', {
          ...onPc,
          expect: 'One address, the server’s own',
        }),
        reads('Test-NetConnection -ComputerName "{file_server}" -Port 445', {
          ...onPc,
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      ways: [
        way(
          'Both fine',
          'alias',
          tested('{file_server} resolves and answers on port 445 from {pc}.'),
          {
            shownBy: ['name_resolved', 'path_open'],
          },
        ),
        way(
          'Name does not resolve',
          'dns',
          tested('The name {file_server} does not resolve to the right address on {pc}.'),
          { shownBy: ['name_unknown'] },
        ),
        way(
          'Port 445 is closed',
          'network',
          tested('{file_server} resolves, but port 445 does not answer from {pc}.'),
          { shownBy: ['path_closed'] },
        ),
        way(
          'Server is down',
          'server-down',
          tested('{file_server} does not answer from any place.'),
        ),
      ],
    }),

    subFlow('dns', 'Name resolution', 'dns-resolution', {
      group: 'Way to the server',
      gives: { name: '{file_server}' },
      ways: [
        way('Name resolves again', 'verify', undefined, { id: 'fixed' }),
        way('Names are fine', 'network', undefined, { id: 'fine' }),
      ],
    }),

    subFlow('network', 'Network connectivity', 'network-connectivity', {
      group: 'Way to the server',
      gives: { target: '{file_server}', port: '445' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'alias', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),

    check('rights', 'What should apply?', {
      body: 'Share and folder lists both count; the stricter wins, and Deny beats everything. Effective access of {user}: Properties of `{path}`, Security, Advanced.',
      group: 'Rights',
      commands: [
        reads('Get-SmbShareAccess -Name "{share}"', {
          ...onServer,
          expect: 'A group of the user with Change or Full',
        }),
        reads('icacls "{path}"', {
          ...onServer,
          expect: 'The same group with (M) or (F), no (DENY)',
        }),
        reads('Get-ADPrincipalGroupMembership -Identity "{user}" | Select-Object Name', {
          where: 'on a domain controller or with RSAT',
        }),
      ],
      ways: [
        way(
          'The right is missing',
          'may-have',
          observed('{user} is in no group that holds rights on \\\\{file_server}\\{share}.'),
        ),
        way(
          'Rights are in order',
          'identity',
          observed(
            'Share and folder rights on \\\\{file_server}\\{share} include {user}; no Deny is set.',
          ),
        ),
        way(
          'Deny or broken inheritance',
          'repair-asked',
          observed('A Deny entry or broken inheritance on {path} takes the access from {user}.'),
        ),
      ],
      links: [
        link(
          'unverified',
          'Get-SmbShareAccess',
          'https://learn.microsoft.com/powershell/module/smbshare/get-smbshareaccess',
        ),
      ],
    }),

    question('may-have', 'Does the owner of the data agree?', {
      body: 'The owner decides, not the user and not us.',
      group: 'Rights',
      ways: [
        way('Yes', 'owner-said'),
        way(
          'No',
          'not-entitled',
          decided('The owner of the data declined access of {user} to \\\\{file_server}\\{share}.'),
        ),
        way(
          'Nobody can say',
          'escalate',
          decided('Nobody could be found who may decide on access to \\\\{file_server}\\{share}.'),
        ),
      ],
    }),
    input('owner-said', 'Who agreed, and how?', {
      body: 'Name and channel, for example "J. Roth, by phone 14:10".',
      group: 'Rights',
      variable: 'approved_by',
      says: authorised('Access of {user} to \\\\{file_server}\\{share} agreed by {approved_by}.'),
      to: 'add-to-group',
    }),
    action('add-to-group', 'Add the user to the group', {
      body: 'To the group, never to the folder itself.',
      group: 'Rights',
      commands: [
        changes('Add-ADGroupMember -Identity "{group}" -Members "{user}"', {
          where: 'on a domain controller or with RSAT',
        }),
      ],
      before: 'Note the members: `Get-ADGroupMember -Identity "{group}"`.',
      undo: '`Remove-ADGroupMember -Identity "{group}" -Members "{user}"`',
      ways: [
        way('Added', 'identity', did('Added {user} to the group {group}.'), {
          cause:
            '{user} was not a member of {group}, which grants access to \\\\{file_server}\\{share}.',
        }),
        way(
          'No right to change the group',
          'escalate',
          observed('The right to change the group {group} is missing.'),
        ),
      ],
    }),

    ...authorisation('repair-asked', 'correcting the rights on {path}', {
      to: 'repair-rights',
      otherwise: 'escalate',
      body: 'A wrong entry here hits everyone who uses the folder.',
    }),
    action('repair-rights', 'Correct the rights', {
      body: 'Remove the one wrong entry, or switch inheritance on again, in the security dialog of `{path}`. Nothing else.',
      group: 'Rights',
      commands: [reads('icacls "{path}" /save "$env:TEMP\\rights-before.txt"', onServer)],
      before: 'Save the present list with the command above and keep the file.',
      undo: 'On {file_server}, with the folder that holds `{path}`: `icacls <that folder> /restore "$env:TEMP\\rights-before.txt"`.',
      ways: [
        way(
          'Corrected',
          'verify',
          did('Corrected the rights on {path}; the former list was saved on {file_server}.'),
          {
            cause: 'The rights on {path} had been changed so that {user} had no access.',
          },
        ),
        way(
          'Not safe to change',
          'escalate',
          decided('Rights on {path} left as they are; the effect on others was not clear.'),
        ),
      ],
    }),

    check('identity', 'Who is signed in, with which groups?', {
      body: 'A group added after sign-in is not in the token until the next sign-in.',
      group: 'Identity',
      commands: [
        reads('whoami /groups', { ...onPc, shell: 'cmd', expect: 'The group {group} in the list' }),
        reads('klist', { ...onPc, shell: 'cmd', expect: 'A ticket for cifs/{file_server}' }),
        reads('net use', { ...onPc, shell: 'cmd', expect: 'Connections to {file_server}' }),
        reads('cmdkey /list', {
          ...onPc,
          shell: 'cmd',
          expect: 'No stored entry for {file_server}',
        }),
      ],
      ways: [
        way(
          'Group missing in the token',
          'sign-again',
          observed('whoami /groups on {pc} does not list {group}.'),
          {
            cause:
              'The sign-in on {pc} was older than the membership in {group}, so its token did not hold the group.',
          },
        ),
        way(
          'Old stored credential',
          'drop-stored',
          observed('cmdkey /list on {pc} shows a stored credential for {file_server}.'),
          {
            cause: 'An outdated stored credential for {file_server} was used on {pc}.',
          },
        ),
        way(
          'Connected as another user',
          'drop-connections',
          observed('net use on {pc} shows a connection to {file_server} under another user name.'),
          {
            cause: '{pc} was connected to {file_server} under another user name.',
          },
        ),
        way(
          'Account locked or expired',
          'lockout',
          observed('The account {user} is locked or expired.'),
        ),
        way(
          'All in order',
          'alias',
          tested('Token, tickets and stored credentials of {user} on {pc} are in order.'),
        ),
      ],
    }),
    action('sign-again', 'Sign out and in again', {
      group: 'Identity',
      before: 'Have open files saved and programs closed.',
      undo: 'Nothing to undo; nothing is stored.',
      ways: [
        way('Signed in again', 'verify', did('Signed {user} out of and in to {pc} again.')),
        way('Not possible now', 'sign-later'),
      ],
    }),
    action('drop-stored', 'Remove the stored credential', {
      group: 'Identity',
      commands: [changes('cmdkey /delete:"{file_server}"', { ...onPc, shell: 'cmd' })],
      before: 'Note target and user name from `cmdkey /list`; never the password.',
      undo: 'Enter the credential again at the next connection, or in Credential Manager.',
      ways: [
        way('Removed', 'verify', did('Removed the stored credential for {file_server} on {pc}.')),
        way(
          'Comes back',
          'escalate',
          observed('The stored credential for {file_server} comes back on {pc} after removal.'),
        ),
      ],
    }),
    action('drop-connections', 'Drop the other connections', {
      body: 'Ask the user first: open files on these drives are lost.',
      group: 'Identity',
      commands: [changes('net use * /delete', { ...onPc, shell: 'cmd' })],
      before: 'Note the list of `net use`; have open files saved.',
      undo: 'Map the noted drives again, or sign in again.',
      ways: [
        way(
          'Dropped',
          'verify',
          did('Dropped the existing connections on {pc} after the user agreed.'),
        ),
        way(
          'User needs them',
          'escalate',
          reported('The user reports needing the connection under the other user name.'),
        ),
      ],
    }),
    subFlow('lockout', 'Account keeps locking', 'ad-account-lockout', {
      group: 'Identity',
      gives: { user: '{user}' },
      ways: [
        way('Account works again', 'verify', undefined, { id: 'fixed' }),
        way('Account is not locked', 'alias', undefined, { id: 'fine' }),
      ],
    }),

    check('alias', 'Alias or DFS in between?', {
      body: 'Compare the path the user opens with the real server name.',
      group: 'Way to the server',
      commands: [
        reads('Get-SmbConnection', {
          where: 'on {pc}, elevated',
          expect: 'ServerName and Dialect',
        }),
        reads('dfsutil cache referral', {
          where: 'on {pc}, elevated',
          shell: 'cmd',
          expect: 'The active target',
        }),
        reads('Test-Path -LiteralPath "\\\\{file_server}\\{share}"', { ...onPc, expect: 'True' }),
      ],
      ways: [
        way(
          'Same by any name',
          'server-side',
          tested('\\\\{file_server}\\{share} fails by its real name too.'),
        ),
        way(
          'Works by real name only',
          'alias-escalate',
          tested('The share opens as \\\\{file_server}\\{share}, but not by its alias.'),
        ),
        way(
          'DFS target wrong or offline',
          'dfs-escalate',
          tested('DFS leads to a target that is wrong or offline.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Share not reachable by DNS alias',
          '…/windows-server/networking/dns-cname-alias-cannot-access-smb-file-server-share',
        ),
        link(
          'exists',
          'Access by alias denied on the server itself',
          '…/windows-server/networking/accessing-server-locally-with-fqdn-cname-alias-denied',
        ),
        link(
          'exists',
          'DFS namespace access failures',
          '…/windows-server/networking/dfsn-access-failures',
        ),
      ],
    }),

    check('mapping', 'Why is the drive not mapped?', {
      body: 'Is the policy or logon script listed and not filtered out? Was VPN up at sign-in?',
      group: 'Mapping',
      commands: [
        reads('gpresult /r', {
          ...onPc,
          shell: 'cmd',
          expect: 'The drive policy under applied objects',
        }),
        reads('net use', { ...onPc, shell: 'cmd' }),
        reads('Test-Path -LiteralPath "\\\\{file_server}\\{share}"', { ...onPc, expect: 'True' }),
      ],
      ways: [
        way(
          'Policy not applied',
          'apply-mapping',
          observed(
            'gpresult /r on {pc} does not list the policy that maps \\\\{file_server}\\{share}.',
          ),
          {
            cause:
              'The policy that maps \\\\{file_server}\\{share} had not been applied at sign-in on {pc}.',
          },
        ),
        way(
          'VPN was down at sign-in',
          'apply-mapping',
          reported('The user reports that the VPN was not connected at sign-in.'),
          {
            cause: 'The VPN was not connected at sign-in, so the drive could not be mapped.',
          },
        ),
        way(
          'User not in the policy’s group',
          'may-have',
          observed('{user} is not in the group that the drive policy is filtered by.'),
        ),
        way(
          'Mapped by hand also fails',
          'reach',
          tested('Mapping \\\\{file_server}\\{share} by hand fails too.'),
        ),
      ],
    }),
    action('apply-mapping', 'Apply the policy, map again', {
      group: 'Mapping',
      commands: [changes('gpupdate /target:user /force', { ...onPc, shell: 'cmd' })],
      before: 'Note the drives of `net use`. VPN first, where it is needed.',
      undo: '`net use <letter> /delete` for a drive that should not be there.',
      ways: [
        way(
          'Drive is back',
          'verify',
          did(
            'Applied the user policy on {pc}; the drive to \\\\{file_server}\\{share} was mapped again.',
          ),
        ),
        way(
          'Still missing',
          'escalate',
          deadEnd('Applying the user policy on {pc} did not bring the drive back.'),
        ),
      ],
    }),

    check('server-side', 'Look at the server', {
      body: 'Share there? Disk full? Session limit? Rights changed?',
      group: 'Server',
      commands: [
        reads(
          'Get-SmbShare -Name "{share}" | Format-List Name, Path, ShareState, ConcurrentUserLimit',
          onServer,
        ),
        reads('Get-Volume', { ...onServer, expect: 'SizeRemaining above zero' }),
        reads('Get-SmbSession | Measure-Object', onServer),
        reads('Get-SmbOpenFile | Where-Object Path -like "{path}*"', onServer),
        reads('icacls "{path}"', onServer),
      ],
      ways: [
        way(
          'Rights were changed',
          'repair-asked',
          observed('The rights on {path} differ from what the share needs.'),
        ),
        way(
          'Share or folder is gone',
          'escalate',
          observed('The share "{share}" or its folder {path} no longer exists on {file_server}.'),
        ),
        way(
          'Disk is full',
          'escalate',
          observed('The volume of {path} on {file_server} has no space left.'),
        ),
        way(
          'User limit reached',
          'raise-limit',
          observed('The share "{share}" has reached its limit of concurrent users.'),
        ),
        way(
          'Nothing found',
          'escalate',
          tested('Share, disk, sessions and rights on {file_server} show no fault.'),
        ),
      ],
    }),
    action('raise-limit', 'Raise the user limit', {
      group: 'Server',
      commands: [
        changes('Set-SmbShare -Name "{share}" -ConcurrentUserLimit 0 -Force', {
          ...onServer,
          expect: '0 means no limit',
        }),
      ],
      before: 'Note ConcurrentUserLimit of the share.',
      undo: '`Set-SmbShare -Name "{share}" -ConcurrentUserLimit <noted number> -Force`',
      ways: [
        way(
          'Raised',
          'verify',
          did('Lifted the limit of concurrent users of the share "{share}".'),
          {
            cause: 'The share "{share}" had reached its limit of concurrent users.',
          },
        ),
        way(
          'Limit is wanted',
          'escalate',
          decided('The limit of the share "{share}" is wanted and was left.'),
        ),
      ],
    }),

    check('guest', 'Device without sign-in?', {
      body: 'A NAS or scanner that lets everyone in. Do not weaken the computer for it.',
      group: 'Device',
      commands: [
        reads(
          'Get-SmbClientConfiguration | Select-Object EnableInsecureGuestLogons, RequireSecuritySignature',
          { where: 'on {pc}' },
        ),
        reads('Get-SmbConnection', { where: 'on {pc}, elevated', expect: 'Dialect 2.x or 3.x' }),
      ],
      ways: [
        way(
          'Device can have accounts',
          'device-account',
          observed(
            '{file_server} lets guests in without a sign-in, which Windows refuses; it can have accounts.',
          ),
          {
            cause: '{file_server} offered guest access without a sign-in, which Windows refuses.',
          },
        ),
        way(
          'Device cannot',
          'escalate',
          observed('{file_server} offers guest access only, which Windows refuses by policy.'),
        ),
      ],
    }),
    action('device-account', 'Give the device an account', {
      body: 'Create a named account on the device and connect with it.',
      group: 'Device',
      commands: [
        changes('net use "\\\\{file_server}\\{share}" /user:"{device_user}" /persistent:yes', {
          ...onPc,
          shell: 'cmd',
          expect: 'Asks for the password',
        }),
      ],
      before:
        'Note the access settings of the device. The password goes to the vault, not into the ticket.',
      undo: 'Remove the account on the device; `net use "\\\\{file_server}\\{share}" /delete` on {pc}.',
      ways: [
        way(
          'Connected',
          'verify',
          did(
            'Created the account {device_user} on {file_server} and connected {pc} with it; password stored in the vault.',
          ),
        ),
        way(
          'Does not connect',
          'escalate',
          deadEnd(
            'Connected {pc} to {file_server} with the account {device_user}; the sign-in failed.',
          ),
        ),
      ],
    }),

    check('verify', 'Try it as the user', {
      body: 'Open, create, save and delete a test file in `\\\\{file_server}\\{share}`, with the user watching.',
      group: 'Verification',
      ways: [
        way(
          'Works',
          'resolved',
          tested('{user} opened, saved and deleted a test file in \\\\{file_server}\\{share}.'),
        ),
        way(
          'Another message now',
          'message',
          tested('\\\\{file_server}\\{share} still fails, with another message.'),
        ),
        way('Same as before', 'escalate', tested('\\\\{file_server}\\{share} fails as before.')),
      ],
    }),

    end('resolved', 'Share opens again', 'resolved', {
      verification:
        '{user} opened, saved and deleted a test file in the share {share} on {file_server}',
      tell: 'You can open and save files in the folder again.',
    }),
    end('sign-later', 'New sign-in still to come', 'workaround', {
      cause: {
        status: 'probable',
        text: 'The sign-in on {pc} is older than the membership in {group}.',
      },
      verification:
        '{user} signs out and in, then opens a file in the share {share} on {file_server}',
      tell: 'Your access is set up and takes effect once you have signed out and in again.',
      followUp: 'Ask after the next sign-in whether the share opens',
    }),
    end('not-entitled', 'No access, by the owner’s decision', 'resolved', {
      cause: {
        status: 'confirmed',
        text: 'Access is not granted by decision of the owner of the data.',
      },
      verification: 'the user was told the decision of the owner',
      tell: 'The owner of the folder has decided that access is not granted. Please turn to them with questions.',
    }),
    end('server-down', 'Server is down', 'escalate', {
      evidence: [
        'Last time {file_server} answered',
        'Power and host state, as far as seen',
        'Which sites and users are affected',
      ],
      tell: 'The file server cannot be reached. We have passed this on with priority.',
      followUp: 'Bring the file server back',
    }),
    end('alias-escalate', 'Alias is not registered', 'escalate', {
      cause: {
        status: 'probable',
        text: 'The alias under which the share is opened is not registered for {file_server}.',
      },
      evidence: ['Alias and real name', 'Result by each name', 'setspn -L of the server account'],
      tell: 'The folder opens by its direct name for now. We are correcting the usual one.',
      followUp: 'Register the alias, or change the path to the real name',
    }),
    end('dfs-escalate', 'DFS leads to a wrong target', 'escalate', {
      cause: {
        status: 'probable',
        text: 'DFS refers clients to a target that is wrong or offline.',
      },
      evidence: [
        'Output of dfsutil cache referral',
        'Targets and their state',
        'Site of the computer',
      ],
      followUp: 'Correct the DFS target',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Message and code',
        'Name and port results from {pc}',
        'Share and folder rights',
        'whoami, klist, net use of the user',
        'What was changed, and when',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Take over with the evidence below',
    }),
  ],
)

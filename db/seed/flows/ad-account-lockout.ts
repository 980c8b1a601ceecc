/** An account keeps locking: find where the wrong password comes from before unlocking. */
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

const onPdc = { where: 'on {pdc}, elevated' }
const onSource = { where: 'on {source}, elevated' }
const rsat = { where: 'on a domain controller or with RSAT' }
// The name of an audit category is translated in other languages of Windows; its GUID is not.
const ACCOUNT_AUDIT = '{0CCE9235-69AE-11D9-BED3-505054503030}'

export const adAccountLockout = authorFlow(
  {
    slug: 'ad-account-lockout',
    name: 'Account keeps locking',
    kind: 'troubleshooting',
    summary: 'A domain account is locked, once or again and again, or its password has expired.',
    category: 'Identity',
    words: [
      'account locked',
      'locked out',
      'account lockout',
      'lockout',
      'keeps locking',
      'locks again',
      'locked again',
      'unlock account',
      'unlock user',
      'account is locked',
      'wrong password',
      'password expired',
      'bad password',
      'cannot log in password',
      'event 4740',
      '4740',
      '4771',
      '4776',
      '0x80070775',
      'referenced account is currently locked out',
      'Konto gesperrt',
      'Benutzer gesperrt',
      'Kennwort abgelaufen',
      'Passwort abgelaufen',
      'entsperren',
      'Benutzerkonto',
      'sperrt sich',
    ],
    variables: [
      sessionValue('user', 'Sign-in name of the user', 'p.adler'),
      clientValue('pdc', 'DC with the PDC emulator role', 'DC01'),
      sessionValue('source', 'Computer the attempts come from', 'PC-FIN-07'),
      sessionValue('stored_target', 'Target of the stored credential', 'FS02'),
      sessionValue('service', 'Service or task with the old password', 'Backup Agent'),
      sessionValue('session_id', 'Number of the session', '3'),
      APPROVED_BY,
    ],
  },
  [
    question('how-often', 'Once, or again and again?', {
      body: 'Was the password changed of late? Are others locked too?',
      group: 'Scope',
      ways: [
        way(
          'Again and again',
          'state',
          reported('The account {user} is reported to lock again and again.'),
        ),
        way(
          'Since a password change',
          'state',
          reported('The account {user} is reported to lock since its password was changed.'),
        ),
        way(
          'Once',
          'state',
          reported('The account {user} is reported to be locked for the first time.'),
        ),
        way(
          'Many users at once',
          'takeover',
          reported('Several accounts are reported to be locked at the same time.'),
        ),
      ],
    }),

    check('state', 'State of the account', {
      group: 'Account',
      commands: [
        reads(
          'Get-ADUser -Identity "{user}" -Properties LockedOut, BadLogonCount, LastBadPasswordAttempt, PasswordLastSet, PasswordExpired, AccountExpirationDate',
          rsat,
        ),
      ],
      ways: [
        way(
          'Locked, again and again',
          'source',
          observed('The account {user} is locked, not for the first time.'),
        ),
        way(
          'Locked, first time',
          'unlock',
          observed('The account {user} is locked for the first time.'),
          {
            cause: 'The password of {user} was mistyped too often.',
          },
        ),
        way('Password expired', 'new-password', observed('The password of {user} has expired.'), {
          cause: 'The password of {user} had expired.',
        }),
        way(
          'Account disabled or expired',
          'owner',
          observed('The account {user} is disabled or past its end date.'),
        ),
        way(
          'Not locked',
          'fine',
          observed('The account {user} is enabled, not locked, and its password is valid.'),
        ),
      ],
    }),
    action('new-password', 'Have the password changed', {
      body: 'Is the caller the user? Prove it by the house rule first. The password never goes into the ticket.',
      group: 'Account',
      before: 'Note PasswordLastSet, and how the identity was proven.',
      undo: 'A password cannot be set back; set a new one if this was the wrong account.',
      ways: [
        way(
          'Changed by the user',
          'watch',
          did('The user changed the expired password of {user}.'),
        ),
        way(
          'Reset after identity check',
          'watch',
          did(
            'Reset the password of {user} after an identity check; handed over by phone, to be changed at sign-in.',
          ),
        ),
        way(
          'Identity not proven',
          'owner',
          decided(
            'The password of {user} was not reset; the identity of the caller was not proven.',
          ),
        ),
      ],
    }),

    check('source', 'Where do the attempts come from?', {
      body: 'Event 4740 names the calling computer; 4771 and 4776 on the other DCs name addresses.',
      group: 'Source',
      commands: [
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Security'; Id=4740} -MaxEvents 200 | Where-Object { $_.Properties[0].Value -eq \"{user}\" } | Select-Object TimeCreated, @{n='Caller'; e={ $_.Properties[1].Value }}",
          { ...onPdc, expect: 'A name under Caller' },
        ),
        reads(
          'Get-WinEvent -FilterHashtable @{LogName=\'Security\'; Id=4771,4776} -MaxEvents 500 | Where-Object { $_.Message -like "*{user}*" } | Format-List TimeCreated, Message',
          { where: 'on each domain controller, elevated' },
        ),
      ],
      ways: [
        way('A computer is named', 'source-name'),
        way(
          'Mail, VPN or Wi-Fi server',
          'gateway',
          observed('The attempts for {user} come through a mail, VPN or Wi-Fi server.'),
        ),
        way(
          'Caller is empty',
          'gateway',
          observed('Event 4740 for {user} names no calling computer.'),
        ),
        way('No event at all', 'audit', observed('{pdc} holds no event 4740 for {user}.')),
      ],
      links: [
        link(
          'unverified',
          'Event 4740',
          'https://learn.microsoft.com/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4740',
        ),
      ],
    }),
    input('source-name', 'Which computer is named?', {
      group: 'Source',
      variable: 'source',
      says: observed('Event 4740 on {pdc}: the attempts for {user} come from {source}.'),
      to: 'on-source',
    }),
    action('audit', 'Switch on auditing', {
      body: 'By policy for all DCs if it is to last. Then wait for the next lock.',
      group: 'Source',
      commands: [
        changes(`auditpol /set /subcategory:"${ACCOUNT_AUDIT}" /success:enable`, {
          ...onPdc,
          shell: 'cmd',
        }),
      ],
      before: `Note the present setting: \`auditpol /get /subcategory:"${ACCOUNT_AUDIT}"\`.`,
      undo: `\`auditpol /set /subcategory:"${ACCOUNT_AUDIT}" /success:disable\``,
      ways: [
        way(
          'It has locked again',
          'source',
          did('Switched on auditing of account management on {pdc}.'),
        ),
        way(
          'A policy forbids it',
          'escalate',
          observed('A policy sets the auditing on {pdc}; it could not be switched on.'),
        ),
      ],
    }),

    check('on-source', 'What on that computer?', {
      body: 'Credentials, drives, services, tasks, and sessions left open.',
      group: 'Source',
      commands: [
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Security'; Id=4625} -MaxEvents 200 | Where-Object { $_.Properties[5].Value -eq \"{user}\" } | Select-Object TimeCreated, @{n='LogonType'; e={ $_.Properties[10].Value }}, @{n='Process'; e={ $_.Properties[18].Value }}",
          onSource,
        ),
        reads('cmdkey /list', { where: 'on {source}, as the user', shell: 'cmd' }),
        reads('net use', { where: 'on {source}, as the user', shell: 'cmd' }),
        reads(
          'Get-CimInstance Win32_Service | Where-Object StartName -like "*{user}*" | Select-Object Name, StartName',
          onSource,
        ),
        reads(
          'Get-ScheduledTask | Where-Object { $_.Principal.UserId -like "*{user}*" } | Select-Object TaskPath, TaskName',
          onSource,
        ),
        reads('quser /server:"{source}"', { where: 'from an admin computer', shell: 'cmd' }),
      ],
      ways: [
        way(
          'Stored credential or drive',
          'drop-stored',
          observed('{source} holds a stored credential of {user} with an old password.'),
          {
            cause: 'A stored credential with an old password on {source} kept trying.',
          },
        ),
        way(
          'Service or task',
          'service',
          observed('A service or task on {source} runs as {user} with an old password.'),
          {
            cause: 'A service or task on {source} ran as {user} with an old password.',
          },
        ),
        way(
          'Session left open',
          'session-asked',
          observed('A disconnected session of {user} is open on {source}.'),
          {
            cause: 'A disconnected session on {source} went on with the old password.',
          },
        ),
        way(
          'Nothing found',
          'gateway',
          tested(
            'Credentials, drives, services, tasks and sessions on {source} show no old password.',
          ),
        ),
        way(
          'Nobody knows this computer',
          'takeover',
          observed('Nobody knows the computer {source} that the attempts come from.'),
        ),
      ],
    }),
    action('drop-stored', 'Remove the old credential', {
      group: 'Source',
      commands: [
        changes('cmdkey /delete:"{stored_target}"', {
          where: 'on {source}, as the user',
          shell: 'cmd',
        }),
      ],
      before: 'Note target and user name from `cmdkey /list`; never the password.',
      undo: 'Enter the credential again, with the new password.',
      ways: [
        way(
          'Removed',
          'unlock',
          did('Removed the stored credential for {stored_target} on {source}.'),
        ),
        way(
          'Comes back',
          'escalate',
          observed('The stored credential for {stored_target} comes back on {source}.'),
        ),
      ],
    }),
    action('service', 'Give it the new password', {
      body: 'Better an account of its own. A service takes the password at its next start: agree on the time.',
      group: 'Source',
      before: 'Note name, account and start type of {service}.',
      undo: 'Set the noted account again.',
      ways: [
        way('Updated', 'unlock', did('Updated the sign-in of {service} on {source}.')),
        way(
          'Owner has to decide',
          'escalate',
          decided('{service} on {source} was left to its owner.'),
        ),
      ],
    }),
    ...authorisation('session-asked', 'signing out the open session of {user} on {source}', {
      to: 'session',
      otherwise: 'escalate',
      body: 'What is not saved there is lost. Ask the user.',
    }),
    action('session', 'Sign out the open session', {
      safety: 'disrupts',
      group: 'Source',
      commands: [
        disrupts('logoff {session_id} /server:"{source}"', {
          where: 'from an admin computer',
          shell: 'cmd',
        }),
      ],
      before: 'Note number and state from `quser`; ask the user about unsaved work.',
      undo: 'None: a session that was signed out does not come back.',
      ways: [
        way(
          'Signed out',
          'unlock',
          did('Signed out the disconnected session of {user} on {source}.'),
        ),
        way(
          'It stays',
          'escalate',
          deadEnd('Signed out the session of {user} on {source}; it stayed.'),
        ),
      ],
    }),

    check('gateway', 'Phone, mail, VPN, Wi-Fi', {
      body: 'Logs of VPN, RADIUS, mail and federation. Look at the user’s phone and tablet.',
      group: 'Source',
      ways: [
        way(
          'Old password on a phone',
          'phone',
          observed('A phone or tablet of the user holds an old password.'),
          {
            cause: 'A phone or tablet of the user kept trying with an old password.',
          },
        ),
        way(
          'Unknown address outside',
          'takeover',
          observed('The attempts for {user} come from an address outside that nobody knows.'),
        ),
        way(
          'Nothing found',
          'netlogon',
          tested('Logs of VPN, Wi-Fi and mail, and the user’s devices, show no attempts.'),
        ),
      ],
    }),
    action('phone', 'Update the password there', {
      body: 'Mail, Wi-Fi and VPN profile: each keeps a password of its own.',
      group: 'Source',
      before: 'Note the device and which profile held the old password.',
      undo: 'Nothing to undo; the old password is no longer valid.',
      ways: [
        way(
          'Updated by the user',
          'unlock',
          did('The user entered the new password on their phone or tablet.'),
        ),
        way(
          'Device not at hand',
          'escalate',
          reported('The user reports not having the phone or tablet at hand.'),
        ),
      ],
    }),
    action('netlogon', 'Let the DC write it down', {
      body: 'Switch the log on, wait for the next lock, read `C:\\Windows\\debug\\netlogon.log`, switch it off.',
      group: 'Source',
      commands: [
        changes('nltest /dbflag:0x2080ffff', { ...onPdc, shell: 'cmd' }),
        reads(
          'Select-String -Path "$env:SystemRoot\\debug\\netlogon.log" -Pattern "{user}" -SimpleMatch | Select-Object -Last 20',
          onPdc,
        ),
        changes('nltest /dbflag:0x0', {
          ...onPdc,
          shell: 'cmd',
          expect: 'Off again: do not forget',
        }),
      ],
      before: 'Note the time; the log grows while it is on.',
      undo: '`nltest /dbflag:0x0`',
      ways: [
        way(
          'A computer is named',
          'source-name',
          did('Had {pdc} write its Netlogon log for a while; it is off again.'),
        ),
        way(
          'Still nothing',
          'escalate',
          deadEnd(
            'Had {pdc} write its Netlogon log; it named no source for {user} and is off again.',
          ),
        ),
      ],
    }),

    action('unlock', 'Unlock the account', {
      body: 'Where it repeats: only once the source is known. Unlocking alone helps an attacker.',
      group: 'Account',
      commands: [changes('Unlock-ADAccount -Identity "{user}"', rsat)],
      before: 'Note LastBadPasswordAttempt and BadLogonCount.',
      undo: 'None needed: wrong attempts lock it again.',
      ways: [
        way('Unlocked', 'watch', did('Unlocked the account {user}.')),
        way('Right is missing', 'escalate', observed('The right to unlock {user} is missing.')),
      ],
    }),
    check('watch', 'Does it hold?', {
      body: 'Have the user sign in, then watch for one lockout window.',
      group: 'Verification',
      commands: [
        reads(
          'Get-ADDefaultDomainPasswordPolicy | Select-Object LockoutThreshold, LockoutObservationWindow',
          rsat,
        ),
        reads(
          'Get-ADUser -Identity "{user}" -Properties LockedOut, BadLogonCount, LastBadPasswordAttempt',
          { ...rsat, expect: 'LockedOut False, no new attempt' },
        ),
      ],
      ways: [
        way(
          'Stays unlocked',
          'fixed',
          tested('{user} signed in, and the account stayed unlocked over one lockout window.'),
        ),
        way(
          'Locked again',
          'source',
          tested('The account {user} locked again within one lockout window.'),
        ),
        way(
          'Locked again, all tried',
          'escalate',
          tested('The account {user} locks again although the known sources were removed.'),
        ),
      ],
    }),

    subFlow('takeover', 'Suspected takeover', 'suspected-compromise', {
      group: 'Security',
      ways: [way('Known and harmless', 'source', undefined, { id: 'harmless' })],
    }),

    end('fixed', 'Account works again', 'returns', {
      returns: 'fixed',
      alone: 'resolved',
      verification: '{user} signed in and the account stayed unlocked over one lockout window',
      tell: 'Your account works again. Please update saved passwords on your other devices too.',
    }),
    end('fine', 'Account is in order', 'returns', {
      returns: 'fine',
      verification: '{user} is enabled, not locked, and the password is valid',
      evidence: ['Output of Get-ADUser'],
    }),
    end('owner', 'Owner of the account decides', 'escalate', {
      evidence: [
        'State and end date of the account',
        'Who asks for it, and how they were identified',
      ],
      tell: 'Your account needs a decision by the person in charge. We have asked for it.',
      followUp: 'Ask the person in charge of accounts for a decision',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'State of the account with times',
        'Events 4740, 4771, 4776',
        'What was found on {source}',
        'Devices and gateways looked through',
      ],
      tell: 'We have narrowed down where the attempts come from and passed it on to a colleague.',
      followUp: 'Find the source before unlocking again',
    }),
  ],
)

/** Outlook asks to sign in again and again: the account first, then the prompt, then the computer. */
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

const onPc = { where: 'on {pc}, as the user' }
const elevated = { where: 'on {pc}, elevated' }
const graph = { where: 'Microsoft Graph PowerShell' }
const exchange = { where: 'Exchange Online PowerShell' }
const IDENTITY = 'HKCU:\\SOFTWARE\\Microsoft\\Office\\16.0\\Common\\Identity'
const DISCOVERY = 'HKCU:\\SOFTWARE\\Microsoft\\Exchange'
const UPDATER = '& "$env:CommonProgramFiles\\Microsoft Shared\\ClickToRun\\OfficeC2RClient.exe"'

export const outlookAuthLoop = authorFlow(
  {
    slug: 'outlook-auth-loop',
    name: 'Outlook keeps asking to sign in',
    kind: 'troubleshooting',
    summary: 'Outlook or Exchange Online asks for the password or a sign-in again and again.',
    category: 'Mail',
    words: [
      'Outlook',
      'Outlook password',
      'Outlook asks for password',
      'Outlook keeps prompting',
      'Outlook sign in',
      'Outlook disconnected',
      'keeps prompting',
      'keeps asking for password',
      'prompting for my password',
      'password prompt',
      'need password',
      'sign-in loop',
      'login loop',
      'asks to sign in again',
      'sign in window flashes',
      'credential prompt',
      'modern authentication',
      'Office asks to sign in',
      'shared mailbox password',
      'Windows Security window',
      'AzureAdPrt',
      'AADSTS50126',
      'AADSTS53003',
      'Outlook Kennwort',
      'Outlook Passwort',
      'Kennwortabfrage',
      'fragt nach Kennwort',
      'fragt ständig nach dem Passwort',
      'Anmeldefenster',
      'Kennwort erforderlich',
    ],
    variables: [
      sessionValue('upn', 'Sign-in name in the cloud', 'p.adler@corp.example'),
      sessionValue('user', 'Sign-in name in the domain', 'p.adler'),
      sessionValue('pc', 'The user’s computer', 'PC-FIN-07'),
      clientValue('mail_domain', 'Mail domain of the client', 'corp.example'),
      sessionValue('stored', 'Stored entry of Office', 'MicrosoftOffice16_Data:ADAL:4f1c'),
      sessionValue('mailbox', 'Second mailbox', 'invoices@corp.example'),
      APPROVED_BY,
    ],
  },
  [
    subFlow('scope', 'Scope of the problem', 'scope', {
      body: 'Five short answers. They are the Problem part of the note.',
      group: 'Problem',
      ways: [
        way('One user', 'web-mail', undefined, { id: 'one-user' }),
        way('One device', 'web-mail', undefined, { id: 'one-device' }),
        way('One site or group', 'common', undefined, { id: 'group' }),
        way('Everyone', 'common', undefined, { id: 'everyone' }),
      ],
    }),

    check('common', 'What do they have in common?', {
      body: 'Microsoft 365 admin centre: Health, Service health. Then the sign-in log: one code for all? Then the padlock of the browser at outlook.office.com: who issued the certificate?',
      group: 'Many users',
      commands: [
        reads(
          "Get-MgAuditLogSignIn -Top 50 | Select-Object CreatedDateTime, UserPrincipalName, AppDisplayName, @{n='Code'; e={ $_.Status.ErrorCode }}",
          { ...graph, expect: 'Code 0 is a success' },
        ),
        reads('Test-NetConnection -ComputerName "outlook.office365.com" -Port 443', {
          ...onPc,
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      ways: [
        way(
          'Incident at Microsoft',
          'incident',
          observed('The service health page shows an incident that fits the sign-in prompts.'),
        ),
        way(
          'A policy blocks (53003)',
          'policy-owner',
          observed('The sign-in log shows code 53003 for several users: blocked by a policy.'),
        ),
        way(
          'Certificate is not Microsoft’s',
          'inspection-owner',
          observed(
            'The certificate of outlook.office.com seen on {pc} is not issued to Microsoft.',
          ),
        ),
        way(
          'Microsoft is not reached',
          'network',
          tested('Port 443 of outlook.office365.com does not answer from {pc}.'),
          { shownBy: ['path_closed'] },
        ),
        way(
          'Nothing in common',
          'web-mail',
          tested('Service health, sign-in log and certificate show no common cause.'),
        ),
      ],
    }),
    subFlow('network', 'Network connectivity', 'network-connectivity', {
      group: 'Many users',
      gives: { target: 'outlook.office365.com', port: '443' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'web-mail', undefined, { id: 'fine' }),
        way('Broken, place known', 'inspection-owner', undefined, { id: 'open' }),
      ],
    }),

    check('web-mail', 'Does web mail work?', {
      body: 'At outlook.office.com, in a private window, with the same name and password. It parts the account from the computer.',
      group: 'Account',
      ways: [
        way('It works', 'prompt', tested('Web mail of {upn} works with the same password.')),
        way('It does not', 'sign-ins', tested('Web mail of {upn} refuses the sign-in too.')),
        way(
          'Signs in, no mailbox',
          'account',
          tested('{upn} signs in to web mail, but no mailbox opens.'),
        ),
        way('Cannot be tried now', 'sign-ins'),
      ],
    }),

    check('sign-ins', 'Read the sign-in log', {
      body: 'Entra admin centre: Users, Sign-in logs, or the command. The code decides the way; look at place and client too.',
      group: 'Account',
      commands: [
        reads(
          "Get-MgAuditLogSignIn -Top 500 | Where-Object UserPrincipalName -eq \"{upn}\" | Select-Object CreatedDateTime, AppDisplayName, ClientAppUsed, IPAddress, @{n='Code'; e={ $_.Status.ErrorCode }}, @{n='Why'; e={ $_.Status.FailureReason }}",
          { ...graph, expect: 'The newest lines, code other than 0' },
        ),
      ],
      ways: [
        way(
          'Wrong or expired (50126, 50055)',
          'password',
          observed('The sign-in log of {upn} shows a wrong or expired password (50126 or 50055).'),
          { cause: 'The password entered for {upn} was wrong or had expired.' },
        ),
        way(
          'Locked (50053)',
          'locked',
          observed('The sign-in log of {upn} shows code 50053: the account is locked.'),
        ),
        way(
          'Second factor (50076, 50079)',
          'second-factor',
          observed('The sign-in log of {upn} shows code 50076 or 50079: second factor missing.'),
        ),
        way(
          'Blocked by policy (53003)',
          'policy-owner',
          observed('The sign-in log of {upn} shows code 53003: blocked by a policy.'),
        ),
        way(
          'Disabled (50057)',
          'account-owner',
          observed('The sign-in log of {upn} shows code 50057: the account is disabled.'),
        ),
        way(
          'Places or clients nobody knows',
          'takeover',
          observed('The sign-in log of {upn} shows places or clients that the user does not know.'),
        ),
        way(
          'No failure is logged',
          'account',
          observed('The sign-in log of {upn} shows no failed sign-in for the time in question.'),
        ),
        way(
          'Another code',
          'escalate',
          observed('The sign-in log of {upn} shows a code that this flow does not know.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Entra error codes (AADSTS)',
          'https://learn.microsoft.com/entra/identity-platform/reference-error-codes',
        ),
      ],
    }),

    action('password', 'Have the password changed', {
      body: 'Is the caller the user? Prove it by the house rule first. Synchronised accounts: change it in the domain, unless writeback is on. The password never goes into the ticket.',
      group: 'Account',
      before: 'Note when it was last changed, and how the identity was proven.',
      undo: 'A password cannot be set back; set a new one if this was the wrong account.',
      ways: [
        way('Changed by the user', 'verify', did('The user changed the password of {upn}.')),
        way(
          'Reset after identity check',
          'verify',
          did(
            'Reset the password of {upn} after an identity check; handed over by phone, to be changed at sign-in.',
          ),
        ),
        way(
          'Right password after all',
          'prompt',
          tested('The user signed in to web mail as {upn} with the right password.'),
        ),
        way(
          'Identity not proven',
          'account-owner',
          decided(
            'The password of {upn} was not reset; the identity of the caller was not proven.',
          ),
        ),
      ],
    }),

    check('locked', 'Who locks the account?', {
      body: 'Address and client of the failed lines. Smart lockout of the cloud ends by itself; a lock in the domain does not.',
      group: 'Account',
      commands: [
        reads('Get-ADUser -Identity "{user}" -Properties LockedOut, LastBadPasswordAttempt', {
          where: 'on a domain controller or with RSAT',
          expect: 'LockedOut False',
        }),
      ],
      ways: [
        way(
          'User mistyped, lock is over',
          'verify',
          observed('The failed sign-ins of {upn} come from the user; the lock has ended.'),
          { cause: 'The password of {upn} was mistyped until the account was locked for a while.' },
        ),
        way(
          'Locked in the domain',
          'lockout',
          observed('The account {user} is locked in the domain too.'),
        ),
        way(
          'Addresses nobody knows',
          'takeover',
          observed('The failed sign-ins of {upn} come from addresses that nobody knows.'),
        ),
        way(
          'Still locked, cloud only',
          'escalate',
          observed('The account {upn} stays locked in the cloud; the source is not clear.'),
        ),
      ],
    }),
    subFlow('lockout', 'Account keeps locking', 'ad-account-lockout', {
      group: 'Account',
      gives: { user: '{user}' },
      ways: [
        way('Account works again', 'verify', undefined, { id: 'fixed' }),
        way('Account is not locked', 'account', undefined, { id: 'fine' }),
      ],
    }),

    check('account', 'Account, licence and mailbox', {
      body: 'Is sign-in allowed, does a licence include Exchange Online, is there a mailbox?',
      group: 'Account',
      commands: [
        reads(
          'Get-MgUser -UserId "{upn}" -Property AccountEnabled, LastPasswordChangeDateTime | Format-List AccountEnabled, LastPasswordChangeDateTime',
          { ...graph, expect: 'AccountEnabled : True' },
        ),
        reads(
          'Get-MgUserLicenseDetail -UserId "{upn}" | Select-Object -ExpandProperty ServicePlans | Where-Object ServicePlanName -like "EXCHANGE*"',
          { ...graph, expect: 'ProvisioningStatus Success' },
        ),
        reads('Get-EXOMailbox -Identity "{upn}"', { ...exchange, expect: 'One mailbox' }),
      ],
      ways: [
        way(
          'No licence with a mailbox',
          'licence',
          observed('{upn} has no licence that includes Exchange Online.'),
          { cause: '{upn} had no licence that includes Exchange Online.' },
        ),
        way(
          'Sign-in is blocked',
          'account-owner',
          observed('Sign-in of {upn} is blocked in the cloud.'),
        ),
        way(
          'Licence, but no mailbox',
          'escalate',
          observed('{upn} has a licence with Exchange Online, but no mailbox.'),
        ),
        way(
          'All in order',
          'prompt',
          tested('Sign-in, licence and mailbox of {upn} are in order.'),
        ),
      ],
    }),
    action('licence', 'Assign the licence', {
      body: 'Only one that is free. A new one costs money: the client decides. A mailbox in its 30 days after losing the licence comes back with its contents.',
      group: 'Account',
      before: 'Note the licences and groups that {upn} has now.',
      undo: 'Take the licence away again, within the 30 days in which the mailbox is kept.',
      ways: [
        way('Assigned', 'verify', did('Assigned a free licence with Exchange Online to {upn}.')),
        way(
          'None is free',
          'account-owner',
          observed('No licence with Exchange Online is free for {upn}.'),
        ),
      ],
    }),

    question('prompt', 'What does the prompt look like?', {
      body: 'Have it shown or photographed. The kind of window tells which way of signing in is used.',
      group: 'Prompt',
      ways: [
        way(
          'Plain Windows box, grey or blue',
          'modern',
          reported('A plain Windows box for name and password is reported.'),
        ),
        way(
          'Like a web page, comes back',
          'token',
          reported('A sign-in window like a web page is reported, which comes back each time.'),
        ),
        way(
          'Flashes and is gone',
          'token',
          reported('A sign-in window is reported that flashes and is gone.'),
        ),
        way(
          '"Need password" below, no window',
          'token',
          reported('Outlook is reported to show "Need password" and no window.'),
        ),
        way(
          'Names another mailbox',
          'mailboxes',
          reported('The prompt is reported to name another mailbox than that of {upn}.'),
        ),
        way('Cannot be seen now', 'modern'),
      ],
    }),

    check('modern', 'Is modern sign-in in use?', {
      body: 'A plain box is the old way of signing in, which Exchange Online refuses.',
      group: 'Prompt',
      commands: [
        reads(
          `Get-ItemProperty -Path "${IDENTITY}" -ErrorAction SilentlyContinue | Select-Object EnableADAL, Version`,
          {
            ...onPc,
            expect: 'EnableADAL empty or 1',
          },
        ),
        reads('Get-OrganizationConfig | Format-List OAuth2ClientProfileEnabled', {
          ...exchange,
          expect: 'True',
        }),
        reads(
          'Get-ItemProperty -Path "HKLM:\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration" | Select-Object VersionToReport, UpdateChannel',
          { ...onPc, expect: 'A version that is still supported' },
        ),
        reads('Resolve-DnsName -Name "autodiscover.{mail_domain}"', {
          ...onPc,
          expect: 'Leads to autodiscover.outlook.com',
        }),
      ],
      ways: [
        way(
          'EnableADAL is 0',
          'allow-modern',
          observed('EnableADAL is 0 on {pc}: modern sign-in is switched off for Office.'),
          { cause: 'Modern sign-in was switched off for Office on {pc} (EnableADAL 0).' },
        ),
        way(
          'Switched off in the tenant',
          'tenant-owner',
          observed('OAuth2ClientProfileEnabled is False: modern sign-in is off in the tenant.'),
        ),
        way(
          'Outlook is too old',
          'update',
          observed('The version of Outlook on {pc} is no longer supported for Exchange Online.'),
          { cause: 'The version of Outlook on {pc} was too old to sign in to Exchange Online.' },
        ),
        way(
          'Finds an old mail server',
          'discovery',
          observed('Autodiscover for {mail_domain} leads to a server that is not Exchange Online.'),
          {
            cause:
              'Autodiscover for {mail_domain} led Outlook to an old server instead of Exchange Online.',
          },
        ),
        way(
          'All in order',
          'token',
          tested('Modern sign-in is on for tenant and {pc}, and autodiscover leads to the cloud.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Prompts and modern authentication',
          'https://learn.microsoft.com/outlook/troubleshoot/authentication/outlook-prompt-password-modern-authentication-enabled',
        ),
      ],
    }),
    action('allow-modern', 'Remove the setting', {
      body: 'Close Office first.',
      group: 'Prompt',
      commands: [changes(`Remove-ItemProperty -Path "${IDENTITY}" -Name "EnableADAL"`, onPc)],
      before: 'Note the value of EnableADAL, and whether a policy sets it (`gpresult /r`).',
      undo: `\`New-ItemProperty -Path "${IDENTITY}" -Name "EnableADAL" -Value 0 -PropertyType DWord\``,
      ways: [
        way('Removed', 'verify', did('Removed EnableADAL for the user on {pc}.')),
        way(
          'Comes back',
          'tenant-owner',
          observed('EnableADAL comes back on {pc} after removal; a policy sets it.'),
        ),
      ],
    }),
    action('update', 'Update Office', {
      body: 'Have work saved: Office closes its programs.',
      group: 'Prompt',
      commands: [changes(`${UPDATER} /update user`, onPc)],
      before: 'Note VersionToReport and UpdateChannel from the check.',
      undo: `\`${UPDATER} /update user updatetoversion=<noted version>\``,
      ways: [
        way('Updated', 'verify', did('Updated Office on {pc} to the current version.')),
        way(
          'This edition gets no updates',
          'escalate',
          observed('The edition of Office on {pc} receives no more updates.'),
        ),
      ],
    }),
    action('discovery', 'Lead Outlook to the cloud', {
      body: 'The cure is the right DNS record. Until then this setting makes discovery use modern sign-in.',
      group: 'Prompt',
      commands: [
        changes(
          `New-ItemProperty -Path "${DISCOVERY}" -Name "AlwaysUseMSOAuthForAutoDiscover" -Value 1 -PropertyType DWord -Force`,
          onPc,
        ),
      ],
      before: `Note the present value: \`Get-ItemProperty -Path "${DISCOVERY}"\`.`,
      undo: `\`Remove-ItemProperty -Path "${DISCOVERY}" -Name "AlwaysUseMSOAuthForAutoDiscover"\``,
      ways: [
        way(
          'Prompt is gone',
          'verify-discovery',
          did('Made Outlook on {pc} use modern sign-in for autodiscover.'),
        ),
        way(
          'Same as before',
          'token',
          deadEnd('Made Outlook on {pc} use modern sign-in for autodiscover; the prompt stayed.'),
        ),
      ],
    }),
    check('verify-discovery', 'Does it stay away?', {
      body: 'Close and open Outlook twice, send and receive.',
      group: 'Verification',
      ways: [
        way(
          'It stays away',
          'record-wrong',
          tested('Outlook on {pc} was opened twice without a prompt; mail was sent and received.'),
        ),
        way(
          'It is back',
          'token',
          tested('The prompt on {pc} is back after a restart of Outlook.'),
        ),
      ],
    }),

    check('token', 'Device state and token', {
      body: 'AzureAdPrt is the token by which Windows signs Office in. A clock that is wrong makes it void.',
      group: 'Computer',
      commands: [
        reads('dsregcmd /status', {
          ...onPc,
          shell: 'cmd',
          expect: 'AzureAdJoined and AzureAdPrt : YES',
        }),
        reads('w32tm /query /status', {
          ...onPc,
          shell: 'cmd',
          expect: 'Source is not Local CMOS',
        }),
      ],
      ways: [
        way(
          'AzureAdPrt : NO',
          'renew',
          observed('Output of dsregcmd on {pc}: joined, but AzureAdPrt is NO.'),
          {
            cause: '{pc} held no valid sign-in token (AzureAdPrt NO).',
            shownBy: ['joined_entra', 'token_missing'],
          },
        ),
        way(
          'Error of the TPM',
          'tpm',
          observed('Output of dsregcmd on {pc}: an error of the TPM.'),
        ),
        way(
          'Device disabled or deleted',
          'device-owner',
          observed('Output of dsregcmd on {pc}: the device is disabled or deleted in the cloud.'),
        ),
        way('Clock is wrong', 'clock', observed('The clock of {pc} is wrong.'), {
          cause: 'The clock of {pc} was wrong, so its sign-in token was not accepted.',
          shownBy: ['time_off'],
        }),
        way(
          'Token and time are fine',
          'credentials',
          observed('Output of dsregcmd on {pc}: AzureAdPrt is YES; the clock is right.'),
          { shownBy: ['token_held'] },
        ),
        way(
          'Not joined at all',
          'credentials',
          observed('Output of dsregcmd on {pc}: the computer is not joined to Entra ID.'),
          { shownBy: ['not_joined'] },
        ),
      ],
      links: [
        link(
          'exists',
          'Reading dsregcmd',
          'https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd',
        ),
      ],
    }),
    action('renew', 'Have the token renewed', {
      body: 'With internet: lock and unlock with the password, then look again. No change: sign out and in.',
      group: 'Computer',
      before: 'Have work saved. Note the error lines below AzureAdPrt.',
      undo: 'Nothing to undo; a new token replaces the old one.',
      ways: [
        way('AzureAdPrt is YES now', 'verify', did('Renewed the sign-in token on {pc}.')),
        way(
          'Still NO',
          'device-owner',
          deadEnd('Locked, unlocked and signed in again on {pc}; AzureAdPrt stays NO.'),
        ),
        way(
          'YES, prompt stays',
          'credentials',
          deadEnd('Renewed the sign-in token on {pc}; the prompt stayed.'),
        ),
      ],
    }),
    action('clock', 'Set the clock right', {
      group: 'Computer',
      commands: [changes('w32tm /resync', { ...elevated, shell: 'cmd' })],
      before: 'Note time, time zone and source from `w32tm /query /status`.',
      undo: 'None needed: the time comes from the source of the domain or of Windows.',
      ways: [
        way('Right, prompt is gone', 'verify', did('Synchronised the clock of {pc}.')),
        way(
          'Right, prompt stays',
          'renew',
          deadEnd('Synchronised the clock of {pc}; the prompt stayed.'),
        ),
        way(
          'It does not hold',
          'escalate',
          deadEnd('Synchronised the clock of {pc}; it went wrong again.'),
        ),
      ],
    }),

    action('credentials', 'Clear stale credentials', {
      body: 'Close Office. Remove the entries that begin with MicrosoftOffice. In Access work or school remove an added account only, never the one the computer is joined with.',
      group: 'Computer',
      commands: [
        reads('cmdkey /list', { ...onPc, shell: 'cmd', expect: 'Targets with MicrosoftOffice' }),
        changes('cmdkey /delete:"{stored}"', { ...onPc, shell: 'cmd' }),
      ],
      before: 'Note targets and user names of the list; never a password.',
      undo: 'Nothing to undo; Office stores new entries at the next sign-in.',
      ways: [
        way(
          'Prompt is gone',
          'verify',
          did('Removed the stored Office credentials of {upn} on {pc} and signed in anew.'),
          { cause: 'Stale stored credentials of Office on {pc} were used again and again.' },
        ),
        way(
          'Prompt comes back',
          'outlook',
          deadEnd('Removed the stored Office credentials on {pc}; the prompt came back.'),
        ),
        way(
          'There were none',
          'outlook',
          observed('cmdkey on {pc} lists no stored credentials of Office.'),
        ),
      ],
    }),

    check('outlook', 'Outlook or the computer?', {
      body: 'Start Outlook in safe mode. Then let the user sign in to Outlook on another computer.',
      group: 'Computer',
      commands: [
        reads('start "" outlook.exe /safe', {
          ...onPc,
          shell: 'cmd',
          expect: 'Opens without add-ins',
        }),
      ],
      ways: [
        way(
          'Fine in safe mode',
          'add-in',
          tested('Outlook on {pc} works in safe mode, without add-ins.'),
          { cause: 'An add-in of Outlook on {pc} disturbed the sign-in.' },
        ),
        way(
          'Fine on another computer',
          'profile',
          tested('Outlook of {upn} works on another computer.'),
        ),
        way(
          'Prompts everywhere',
          'mailboxes',
          tested('Outlook of {upn} prompts on another computer too.'),
        ),
        way('No other computer', 'profile'),
      ],
    }),
    action('add-in', 'Switch the add-in off', {
      body: 'File, Options, Add-ins, COM add-ins: off one by one until the prompt is gone.',
      group: 'Computer',
      before: 'Note the list of add-ins and which are on.',
      undo: 'Switch the add-in on again in the same list.',
      ways: [
        way('Found and off', 'verify', did('Switched off the add-in of Outlook on {pc}.')),
        way(
          'None of them',
          'profile',
          deadEnd('Switched off the add-ins of Outlook on {pc} one by one; the prompt stayed.'),
        ),
      ],
    }),
    action('profile', 'Try a new Outlook profile', {
      body: 'Control Panel, Mail, Show profiles, Add. The old one stays until the new one has proven itself.',
      group: 'Computer',
      before: 'Note the name of the profile, its mailboxes, and local data files (PST) in it.',
      undo: 'Make the old profile the default again.',
      ways: [
        way(
          'Fine in the new profile',
          'verify',
          did('Set up a new Outlook profile for {upn} on {pc}; the old one was kept.'),
          { cause: 'The Outlook profile of {upn} on {pc} was damaged.' },
        ),
        way(
          'Prompts there too',
          'between',
          deadEnd('Set up a new Outlook profile on {pc}; it prompts as well.'),
        ),
      ],
    }),
    check('between', 'Is something in between?', {
      body: 'Proxy, inspection, security software. The padlock of the browser at login.microsoftonline.com tells who issued the certificate.',
      group: 'Computer',
      commands: [
        reads('netsh winhttp show proxy', { ...onPc, shell: 'cmd', expect: 'Direct access' }),
        reads('Test-NetConnection -ComputerName "login.microsoftonline.com" -Port 443', {
          ...onPc,
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      ways: [
        way(
          'Certificate is not Microsoft’s',
          'inspection-owner',
          observed('The certificate of login.microsoftonline.com on {pc} is not Microsoft’s.'),
        ),
        way(
          'A proxy or filter blocks',
          'inspection-owner',
          observed('A proxy or filter stands between {pc} and login.microsoftonline.com.'),
          { shownBy: ['path_closed'] },
        ),
        way(
          'Nothing in between',
          'mailboxes',
          tested('{pc} reaches login.microsoftonline.com directly, with Microsoft’s certificate.'),
          { shownBy: ['proxy_none', 'path_open'] },
        ),
      ],
    }),

    check('mailboxes', 'Second mailboxes, old accounts', {
      body: 'Shared mailboxes, calendars of others, accounts of a former employer. Remove them from the profile one by one and watch.',
      group: 'Mailboxes',
      commands: [
        reads('Get-EXOMailboxPermission -Identity "{mailbox}" -User "{upn}"', {
          ...exchange,
          expect: 'FullAccess',
        }),
        reads('Get-EXOMailbox -Identity "{mailbox}"', { ...exchange, expect: 'It still exists' }),
      ],
      ways: [
        way(
          'Right on it is missing',
          'right-asked',
          observed('{upn} holds no right on the mailbox {mailbox}, which is in the profile.'),
          { cause: 'The profile opened the mailbox {mailbox}, on which {upn} had no right.' },
        ),
        way(
          'Old account or mailbox gone',
          'take-out',
          observed('The profile on {pc} holds the mailbox {mailbox}, which no longer exists.'),
          { cause: 'The profile still opened the mailbox {mailbox}, which no longer exists.' },
        ),
        way(
          'Nothing of it',
          'escalate',
          tested('No second mailbox or old account in the profile of {upn} causes the prompt.'),
        ),
      ],
    }),
    ...authorisation('right-asked', 'full access of {upn} to the mailbox {mailbox}', {
      to: 'right',
      otherwise: 'take-out',
      body: 'The owner of the mailbox decides. Without a yes it is taken out of the profile.',
    }),
    action('right', 'Give the right', {
      group: 'Mailboxes',
      commands: [
        changes(
          'Add-MailboxPermission -Identity "{mailbox}" -User "{upn}" -AccessRights FullAccess',
          exchange,
        ),
      ],
      before: 'Note who has rights: `Get-EXOMailboxPermission -Identity "{mailbox}"`.',
      undo: '`Remove-MailboxPermission -Identity "{mailbox}" -User "{upn}" -AccessRights FullAccess`',
      ways: [
        way('Given', 'verify', did('Gave {upn} full access to the mailbox {mailbox}.')),
        way(
          'No right to do it',
          'escalate',
          observed('The right to change the mailbox {mailbox} is missing.'),
        ),
      ],
    }),
    action('take-out', 'Take it out of the profile', {
      body: 'Account settings: remove the additional mailbox or the old account. Mail on the server stays.',
      group: 'Mailboxes',
      before: 'Note its name, and whether a local data file (PST) belongs to it.',
      undo: 'Add the mailbox to the profile again.',
      ways: [
        way('Taken out', 'verify', did('Took the mailbox {mailbox} out of the profile on {pc}.')),
        way(
          'Comes back by itself',
          'escalate',
          observed('The mailbox {mailbox} comes back into the profile by itself.'),
        ),
      ],
    }),

    check('verify', 'Does it stay away?', {
      body: 'With the user: send and receive a mail, close and open Outlook twice.',
      group: 'Verification',
      ways: [
        way(
          'It stays away',
          'resolved',
          tested('Outlook of {upn} was opened twice without a prompt; mail was sent and received.'),
        ),
        way('Another prompt now', 'prompt', tested('Outlook of {upn} shows another prompt now.')),
        way('Same as before', 'escalate', tested('Outlook of {upn} prompts as before.')),
      ],
    }),

    subFlow('second-factor', 'Second factor', 'mfa-lockout', {
      group: 'Account',
      gives: { upn: '{upn}' },
      ways: [
        way('It works again', 'verify', undefined, { id: 'fixed' }),
        way('It is in order', 'account', undefined, { id: 'fine' }),
      ],
    }),

    subFlow('takeover', 'Suspected takeover', 'suspected-compromise', {
      group: 'Security',
      gives: { upn: '{upn}' },
      ways: [way('Known and harmless', 'account', undefined, { id: 'harmless' })],
    }),

    end('resolved', 'No more prompts', 'resolved', {
      verification: 'Outlook was opened twice without a prompt, and mail was sent and received',
      tell: 'Outlook signs in by itself again, and you can send and receive mail.',
      followUp: 'Ask the next morning whether the prompt has come back',
    }),
    end('record-wrong', 'Works, DNS record to be put right', 'workaround', {
      verification: 'Outlook was opened twice without a prompt, and mail was sent and received',
      tell: 'Outlook signs in again. We still have a setting of your mail domain to put right.',
      followUp: 'Correct the autodiscover record, then remove the setting on the computer',
    }),
    end('policy-owner', 'A policy blocks the sign-in', 'escalate', {
      cause: { status: 'probable', text: 'A Conditional Access policy blocks the sign-in.' },
      evidence: [
        'Name of the policy from the sign-in log',
        'Which condition was not met',
        'Who is affected, and since when',
        'What changed in the policy',
      ],
      tell: 'A security rule of your company blocks the sign-in. We have asked those in charge of it.',
      followUp: 'Ask the owner of the policy for a decision; do not make an exception alone',
    }),
    end('account-owner', 'Owner of the account decides', 'escalate', {
      evidence: [
        'State of account and licence',
        'Who asks for it, and how they were identified',
        'What is to be decided',
      ],
      tell: 'Your account needs a decision by the person in charge. We have asked for it.',
      followUp: 'Ask the person in charge for a decision',
    }),
    end('tenant-owner', 'A company setting forbids it', 'escalate', {
      cause: { status: 'probable', text: 'A company setting switches modern sign-in off.' },
      evidence: [
        'Which setting or policy, and where it is set',
        'Who set it, and why, as far as known',
        'Older programs that may depend on it',
      ],
      tell: 'The cause is a setting for the whole company. We have asked for its correction.',
      followUp: 'Switch modern sign-in on, after a look at what depends on the old way',
    }),
    end('device-owner', 'Device has to be joined again', 'escalate', {
      cause: { status: 'probable', text: 'The registration of {pc} in the cloud is not valid.' },
      evidence: [
        'Whole output of dsregcmd /status',
        'State of the device in Entra ID',
        'BitLocker key of the device is stored: yes or no',
      ],
      tell: 'Your computer has to be registered with the company again. We will arrange a time.',
      followUp: 'Register the device again; make sure of its BitLocker key before',
    }),
    end('tpm', 'Fault of the security chip', 'escalate', {
      cause: { status: 'probable', text: 'The TPM of {pc} fails, so no sign-in token is issued.' },
      evidence: [
        'Error lines of dsregcmd',
        'Model, firmware and TPM version',
        'BitLocker key of the device is stored: yes or no',
      ],
      tell: 'The security chip of your computer reports a fault. We have passed it on.',
      followUp:
        'Update firmware by the vendor’s notes; never clear the TPM without the BitLocker key',
    }),
    end('inspection-owner', 'Something in between', 'escalate', {
      cause: {
        status: 'probable',
        text: 'Proxy, inspection or filter stands between the computers and Microsoft.',
      },
      evidence: [
        'Issuer of the certificate as seen',
        'Proxy settings',
        'Name of the security product or firewall',
        'Who is affected, and since when',
      ],
      tell: 'Something on the way to Microsoft disturbs the sign-in. We have asked those in charge.',
      followUp: 'Exempt the Microsoft 365 addresses from inspection, by its owner',
    }),
    end('incident', 'Incident at Microsoft', 'vendor', {
      cause: {
        status: 'confirmed',
        text: 'An incident in Microsoft 365, shown on its service health page.',
      },
      evidence: ['Number and text of the incident', 'Since when, and who is affected'],
      tell: 'Microsoft has an incident that causes this. We watch it and tell you when it is over.',
      followUp: 'Watch the incident, and try again when it is closed',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Picture of the prompt',
        'Result of web mail, and codes of the sign-in log',
        'Output of dsregcmd and version of Outlook',
        'Safe mode, new profile, other computer',
        'What was changed, and when',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Take over with the evidence below',
    }),
  ],
)

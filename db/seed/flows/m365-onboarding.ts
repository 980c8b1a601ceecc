/** A new employee in Microsoft 365: from the approval to the first day, and what is told to whom. */
import {
  APPROVED_BY,
  authorFlow,
  authorised,
  changes,
  clientValue,
  decided,
  did,
  group,
  link,
  observed,
  reads,
  reported,
  sessionValue,
  step,
  tested,
  told,
} from './author-flow.ts'

const ENTRA = 'https://learn.microsoft.com/entra/identity'
const ADMIN = 'https://learn.microsoft.com/microsoft-365/admin'

export const m365Onboarding = authorFlow(
  {
    slug: 'm365-onboarding',
    name: 'New employee in Microsoft 365',
    kind: 'procedure',
    summary: 'Somebody joins the client: account, mail, security, device and the first day.',
    category: 'Users and access',
    words: [
      ...['onboarding', 'onboard', 'new employee', 'new user', 'new starter', 'new hire'],
      ...['new joiner', 'new colleague', 'starts on', 'first day', 'set up account'],
      ...['create account', 'create user', 'user setup', 'new mailbox', 'neuer mitarbeiter'],
      ...['eintritt', 'new apprentice', 'joins the team', 'starter form'],
    ],
    variables: [
      APPROVED_BY,
      sessionValue('new_employee', 'Name of the new employee', 'Petra Adler'),
      sessionValue('start_date', 'First day of work', '2026-07-01'),
      sessionValue('manager', 'Manager', 'J. Roth'),
      sessionValue('site', 'Site', 'Graz'),
      sessionValue('role', 'Role', 'Accounts clerk'),
      sessionValue('upn', 'Sign-in name', 'p.adler@adler-partner.example'),
      sessionValue('licence', 'Licence', 'Microsoft 365 Business Premium'),
      clientValue('country', 'Country for the licence, two letters', 'AT'),
      sessionValue('device', 'Computer', 'PC-FIN-12'),
    ],
  },
  [
    group('Before', [
      step('approval', 'Get the approval', {
        body: 'Who may order accounts and licences for this client agrees, by name and on record. A request from the new employee alone is none.',
        isMandatory: true,
        asks: ['approved_by'],
        says: authorised('Account and licence agreed by {approved_by}.'),
      }),
      step('request', 'Complete the request', {
        body: 'Take what the request says; ask for everything that is missing in **one** message: name, first day, manager, site, role, device, other systems.',
        isMandatory: true,
        asks: ['new_employee', 'start_date', 'manager', 'site', 'role'],
        says: reported(
          'Reported for the new account: {new_employee}, {role} in {site}, from {start_date}, manager {manager}.',
        ),
      }),
      step('clash', 'Rule out a clash of names', {
        body: 'The sign-in name must be free as an account **and** as an address, deleted accounts included. Follow the naming rule of the client.',
        isMandatory: true,
        asks: ['upn'],
        commands: [
          reads('Get-MgUser -UserId {upn}', {
            where: 'Microsoft Graph PowerShell',
            expect: 'an error that the resource does not exist',
          }),
          reads('Get-EXORecipient -Identity {upn}', {
            where: 'Exchange Online PowerShell',
            expect: 'an error that nothing is found',
          }),
        ],
        says: tested('The name {upn} is free as an account and as an address.'),
        exceptionWhen: 'The name is taken: agree another with the manager before going on',
      }),
      step('licence', 'Have a licence ready', {
        body: 'Free, or ordered with the approval. Note which one; the role decides it, not the neighbour.',
        asks: ['licence'],
        commands: [
          reads(
            'Get-MgSubscribedSku -All | Format-Table SkuPartNumber, ConsumedUnits, @{ n = "Bought"; e = { $_.PrepaidUnits.Enabled } }',
            { where: 'Microsoft Graph PowerShell', expect: 'fewer consumed than bought' },
          ),
        ],
        says: observed('A licence {licence} is available.'),
        exceptionWhen: 'None is free and ordering takes longer than the first day allows',
      }),
    ]),
    group('Account', [
      step('create', 'Create the account', {
        body: 'Create it **where accounts are mastered**: in the local Active Directory where the client synchronises, else in the admin centre. Set a long random start value that nobody is told.',
        waitsFor: ['approval', 'request', 'clash'],
        isMandatory: true,
        safety: 'changes',
        before: 'Note whether the client synchronises, and the organisational unit for this site.',
        undo: 'As long as nothing is in it: delete the account where it was created.',
        commands: [
          reads('Get-MgUser -UserId {upn} -Property AccountEnabled, OnPremisesSyncEnabled', {
            where: 'Microsoft Graph PowerShell',
            expect: 'the account, once it is there',
          }),
        ],
        says: did('Created the account {upn} for {new_employee}.'),
        ready: 'the account',
        links: [link('unverified', 'Add users', `${ADMIN}/add-users/add-users`)],
      }),
      step('attributes', 'Fill in what the account says', {
        body: 'Display name, title, department, manager, site. The country is needed before a licence can be given.',
        waitsFor: ['create'],
        safety: 'changes',
        before: 'Note what stands there now, in an account that was taken over.',
        undo: 'Set the former values again.',
        asks: ['country'],
        commands: [
          changes('Update-MgUser -UserId {upn} -UsageLocation {country}', {
            where: 'Microsoft Graph PowerShell; not for a synchronised account',
          }),
          reads(
            'Get-MgUser -UserId {upn} -Property DisplayName, JobTitle, Department, UsageLocation | Format-List DisplayName, JobTitle, Department, UsageLocation',
            { where: 'Microsoft Graph PowerShell' },
          ),
        ],
        says: did('Entered title, department, manager {manager} and country {country} for {upn}.'),
      }),
      step('groups', 'Give the groups of the role', {
        body: 'By **role**, from the list of the client. Do not copy a colleague: their rights have grown over years, and not all are meant for others.',
        waitsFor: ['create'],
        safety: 'changes',
        before: 'Note the groups that the account has now.',
        undo: 'Remove the account from the groups that were added.',
        commands: [
          reads(
            'Get-MgUserMemberOf -UserId {upn} -All | ForEach-Object { $_.AdditionalProperties.displayName }',
            { where: 'Microsoft Graph PowerShell', expect: 'the groups of the role and no more' },
          ),
        ],
        says: did('Added {upn} to the groups of the role {role}.'),
        exceptionWhen: 'Rights beyond the role are asked for: the owner of the data agrees first',
      }),
      step('assign', 'Assign the licence', {
        body: 'By the group for it where the client has one, else directly.',
        waitsFor: ['attributes', 'licence'],
        safety: 'changes',
        before: 'Note which licences the account has.',
        undo: 'Take the licence from the account, or the account out of the group.',
        commands: [
          reads('Get-MgUserLicenseDetail -UserId {upn} | Format-Table SkuPartNumber', {
            where: 'Microsoft Graph PowerShell',
            expect: 'the licence that was ordered',
          }),
        ],
        says: did('Assigned {licence} to {upn}.'),
      }),
      step('synchronise', 'Synchronise and look', {
        body: 'Only where accounts are mastered locally: start a run and see the account arrive. Cloud only: not applicable.',
        waitsFor: ['create'],
        safety: 'changes',
        before: 'No other run is under way.',
        undo: 'A run cannot be taken back, and changes only what was changed locally.',
        commands: [
          changes('Start-ADSyncSyncCycle -PolicyType Delta', {
            where: 'on the synchronisation server, elevated',
          }),
          reads('Get-MgUser -UserId {upn} -Property OnPremisesLastSyncDateTime', {
            where: 'Microsoft Graph PowerShell',
            expect: 'a time after the run',
          }),
        ],
        says: tested('The account {upn} was synchronised and is present in Entra ID.'),
        exceptionWhen: 'The account does not arrive, or arrives with an error',
        exceptionFlow: 'entra-connect-sync',
      }),
    ]),
    group('Mail and Teams', [
      step('mailbox', 'See the mailbox', {
        body: 'It comes some minutes after the licence. Send one mail from outside and one from inside.',
        waitsFor: ['assign'],
        commands: [
          reads(
            'Get-EXOMailbox -Identity {upn} | Format-List RecipientTypeDetails, PrimarySmtpAddress',
            { where: 'Exchange Online PowerShell', expect: 'UserMailbox and the right address' },
          ),
        ],
        says: tested('The mailbox {upn} is present and had mail from inside and outside.'),
        ready: 'the mailbox',
        exceptionWhen: 'Mail does not arrive',
        exceptionFlow: 'mail-not-delivered',
      }),
      step('shared', 'Shared mailboxes and calendars', {
        body: 'As the role asks: read and send where both are needed; calendars by the least right that does. Rights by group, where the client has groups for them.',
        waitsFor: ['mailbox'],
        safety: 'changes',
        before: 'Note who has rights there now.',
        undo: 'Remove the rights that were given.',
        says: did('Gave {upn} the shared mailboxes and calendars of the role {role}.'),
        ready: 'shared mailboxes and calendars',
      }),
      step('teams', 'Teams and distribution lists', {
        body: 'The teams and lists of the department. Owners of private teams add members themselves: ask them.',
        waitsFor: ['mailbox'],
        safety: 'changes',
        before: 'Note the teams and lists of the role.',
        undo: 'Take the account out of what it was added to.',
        says: did('Added {upn} to the teams and distribution lists of the department.'),
        ready: 'teams and distribution lists',
      }),
      step('signature', 'Signature rule', {
        body: 'Where signatures are set centrally: see that the rule finds the account, with the right title and telephone number.',
        waitsFor: ['mailbox'],
        says: tested('A test mail of {upn} has the signature of the client.'),
      }),
    ]),
    group('Security', [
      step('mfa', 'Prepare the second factor', {
        body: 'Create a **temporary access pass**, valid from the first day, for one use. It is handed over by telephone or in person, never by mail or in the ticket.',
        waitsFor: ['create'],
        isMandatory: true,
        safety: 'changes',
        before: 'See that the method is allowed for this group of users.',
        undo: 'Delete the pass from the methods of the account.',
        says: did('Prepared a temporary access pass for {upn}, to be handed over in person.'),
        ready: 'the pass for the first sign-in',
        tell: 'On the first day, sign in with the pass that you are given by telephone, and register the second factor when asked.',
        links: [
          link(
            'exists',
            'Temporary Access Pass',
            `${ENTRA}/authentication/howto-authentication-temporary-access-pass`,
          ),
        ],
      }),
      step('no-secret', 'No secret in mail or ticket', {
        body: 'Look through what was written for this request: no start value, no pass, no code in mail, chat or ticket. If there is one, replace it now.',
        isMandatory: true,
        waitsFor: ['mfa'],
        says: decided(
          'No password and no pass for {upn} was sent by mail or stands in the ticket.',
        ),
      }),
      step('no-exclusion', 'No exclusion from policies', {
        body: 'The account is in no group that Conditional Access excludes. An exclusion “until it works” stays for years.',
        waitsFor: ['groups'],
        isMandatory: true,
        commands: [
          reads(
            'Get-MgIdentityConditionalAccessPolicy -All | Format-List DisplayName, State, @{ n = "ExcludedGroups"; e = { $_.Conditions.Users.ExcludeGroups } }',
            { where: 'Microsoft Graph PowerShell', expect: 'none of the groups of the account' },
          ),
        ],
        says: tested('No Conditional Access policy was found to exclude {upn}.'),
        exceptionWhen: 'Somebody asks for an exclusion: it needs an owner and a date',
      }),
    ]),
    group('Device', [
      step('enrol', 'Enrol the computer', {
        body: 'From the stock of the client or new; by Autopilot where it is set up. Name and serial number go into the documentation.',
        waitsFor: ['assign'],
        safety: 'changes',
        before:
          'A used computer: nothing of its former user is needed any more, and somebody says so.',
        undo: 'Take the device out of management and out of the directory again.',
        asks: ['device'],
        commands: [
          reads('dsregcmd /status', {
            where: 'on {device}',
            shell: 'cmd',
            expect: 'joined to Entra ID or to the domain, as the client has it',
          }),
        ],
        says: did('Enrolled {device} for {upn}.'),
        ready: 'the computer',
      }),
      step('encrypt', 'Encrypted, and the key is kept', {
        body: 'Protection is on, and the recovery key is found with the device in the directory. Do not copy the key itself anywhere.',
        waitsFor: ['enrol'],
        isMandatory: true,
        commands: [
          reads('manage-bde -status C:', {
            where: 'on {device}, elevated',
            shell: 'cmd',
            expect: 'Protection On',
          }),
        ],
        says: tested('{device} is encrypted and its recovery key is kept in the directory.'),
      }),
      step('updates', 'Updates', {
        body: 'All that is offered, with the restart that belongs to it; firmware as well.',
        waitsFor: ['enrol'],
        safety: 'changes',
        before: 'Connected to mains, no work of the user open.',
        undo: 'An update that does harm is taken out by its number.',
        says: tested('{device} has no updates pending after the restart.'),
        exceptionWhen: 'An update fails',
        exceptionFlow: 'windows-update',
      }),
      step('applications', 'Required applications', {
        body: 'Those of the role, each started once. Printers and drives that come by policy are there after a sign-in.',
        waitsFor: ['enrol'],
        safety: 'changes',
        before: 'Note which licences of applications are needed.',
        undo: 'Remove what was installed.',
        says: tested('The applications of the role {role} were installed and start on {device}.'),
        ready: 'the applications',
        exceptionWhen: 'A printer does not come',
        exceptionFlow: 'printing',
      }),
      step('backup', 'Files are backed up', {
        body: 'Desktop and documents are in OneDrive, or in what the client uses instead.',
        waitsFor: ['enrol'],
        says: tested('The files of {upn} on {device} are backed up.'),
        exceptionWhen: 'OneDrive does not synchronise',
        exceptionFlow: 'onedrive-sync',
      }),
    ]),
    group('Other systems', [
      step('business', 'Line-of-business systems', {
        body: 'From the list of the client. Who owns a system creates the account in it, or agrees to it.',
        says: did('Requested the line-of-business accounts of the role {role} from their owners.'),
        ready: 'access to the business applications',
      }),
      step('vpn', 'Remote access', {
        body: 'Only where the role works from elsewhere. Tested from outside, with the second factor.',
        waitsFor: ['mfa'],
        safety: 'changes',
        before: 'See that the role is meant to have it.',
        undo: 'Take the account out of the group for remote access.',
        says: tested('Remote access was given to {upn} and works from outside.'),
        ready: 'remote access',
      }),
      step('door', 'Telephone and door', {
        body: 'Number, device, voicemail; badge or code by whoever looks after the doors.',
        says: did('Arranged telephone number and door access for {new_employee}.'),
        ready: 'telephone and door access',
      }),
    ]),
    group('Hand-over', [
      step('sign-in', 'First sign-in, together', {
        body: 'With the user, by telephone or beside them: sign in with the pass, register two methods, open mail and one file.',
        waitsFor: ['mfa', 'mailbox'],
        isMandatory: true,
        says: tested('{new_employee} was present at the first sign-in; mail and a file open.'),
        exceptionWhen: 'The second factor cannot be registered',
        exceptionFlow: 'mfa-lockout',
      }),
      step('contact', 'Where to turn to', {
        body: 'Short instructions, printed or spoken: how to reach support, what support never asks for.',
        says: told('Told {new_employee} how to reach support and what support never asks for.'),
        tell: 'If something does not work, call support. Nobody from support asks for your password.',
      }),
    ]),
    group('Verify and record', [
      step('document', 'Update the documentation', {
        body: 'Person, device and serial number, licences, what is special.',
        isMandatory: true,
        says: did('Updated the documentation of the client with {new_employee} and {device}.'),
      }),
      step('billing', 'Note the change for billing', {
        body: 'Licences and devices that are new from the first day.',
        isMandatory: true,
        says: did('Noted for billing: {licence} and one device from {start_date}.'),
      }),
    ]),
  ],
)

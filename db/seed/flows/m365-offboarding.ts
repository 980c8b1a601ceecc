/**
 * An employee leaves: what is closed at which minute, what is kept for whom and until when.
 *
 * The order is the point. Nothing is closed before the time is agreed, nothing is deleted before
 * it is known who gets it, and no licence goes while something still hangs on it.
 */
import {
  APPROVED_BY,
  authorFlow,
  authorised,
  changes,
  decided,
  did,
  disrupts,
  group,
  link,
  observed,
  reads,
  sessionValue,
  step,
  tested,
} from './author-flow.ts'

const ADMIN = 'https://learn.microsoft.com/microsoft-365/admin'

export const m365Offboarding = authorFlow(
  {
    slug: 'm365-offboarding',
    name: 'Employee leaves',
    kind: 'procedure',
    summary: 'Somebody leaves the client: access ends on time, mail and files go where agreed.',
    category: 'Users and access',
    words: [
      ...['offboarding', 'offboard', 'leaver', 'leaves the company', 'employee leaves'],
      ...['last day', 'termination', 'terminated', 'resigned', 'disable account'],
      ...['block account', 'deactivate user', 'former employee', 'remove user', 'delete user'],
      ...['austritt', 'verlässt die firma', 'dismissed', 'left the company'],
    ],
    variables: [
      APPROVED_BY,
      sessionValue('leaver', 'Name of who leaves', 'Petra Adler'),
      sessionValue('upn', 'Sign-in name', 'p.adler@adler-partner.example'),
      sessionValue('time_of_effect', 'Day and time from which it holds', '2026-06-30 17:00'),
      sessionValue('mail_to', 'Who gets the mailbox', 'j.roth@adler-partner.example'),
      sessionValue('forward_until', 'Forwarding until', '2026-09-30'),
      sessionValue('files_to', 'Who gets the files', 'j.roth@adler-partner.example'),
      sessionValue('device', 'Computer', 'PC-FIN-12'),
      sessionValue('keep_until', 'Mailbox and files are kept until', '2027-06-30'),
    ],
  },
  [
    group('Before', [
      step('time', 'Agree the time of effect', {
        body: 'To the **minute**, with who is entitled to: personnel or the management, never the leaver alone. Ask who may know. In a dismissal it is the minute of the talk.',
        isMandatory: true,
        asks: ['approved_by', 'leaver', 'upn', 'time_of_effect'],
        says: authorised(
          'The access of {leaver} ({upn}) ends on {time_of_effect}, agreed by {approved_by}.',
        ),
      }),
      step('inventory', 'List what the account holds', {
        body: 'Groups, roles, licences, devices, shared mailboxes, owned teams, flows and applications, external accounts. What only this account can do must be handed over first.',
        waitsFor: ['time'],
        isMandatory: true,
        commands: [
          reads(
            'Get-MgUserMemberOf -UserId {upn} -All | ForEach-Object { $_.AdditionalProperties.displayName }',
            { where: 'Microsoft Graph PowerShell' },
          ),
          reads(
            'Get-MgUserOwnedObject -UserId {upn} -All | ForEach-Object { $_.AdditionalProperties.displayName }',
            { where: 'Microsoft Graph PowerShell', expect: 'what has no second owner' },
          ),
        ],
        says: observed('The groups, roles, devices and owned objects of {upn} were listed.'),
        exceptionWhen: 'The account is an administrator or runs something by itself',
      }),
    ]),
    group('At that minute', [
      step('block', 'Block the sign-in', {
        body: 'Where the account is mastered: in the local Active Directory **and** in the cloud, since synchronisation takes its time.',
        waitsFor: ['time', 'inventory'],
        isMandatory: true,
        safety: 'disrupts',
        before: 'The minute has come, and who has agreed is on record.',
        undo: 'Enable the account again; what was revoked asks for a new sign-in.',
        commands: [
          disrupts('Update-MgUser -UserId {upn} -AccountEnabled:$false', {
            where: 'Microsoft Graph PowerShell',
          }),
          reads('Get-MgUser -UserId {upn} -Property AccountEnabled | Format-List AccountEnabled', {
            where: 'Microsoft Graph PowerShell',
            expect: 'False',
          }),
        ],
        says: did('Blocked the sign-in of {upn}.'),
        ready: 'account closed',
      }),
      step('revoke', 'Revoke all sessions', {
        body: 'Sign-ins that are open now end within the hour; applications that were told once may take longer.',
        waitsFor: ['time', 'block'],
        isMandatory: true,
        safety: 'disrupts',
        before: 'The sign-in is blocked, or a new one would follow at once.',
        undo: 'None is needed: with the account enabled, one signs in anew.',
        commands: [
          disrupts('Revoke-MgUserSignInSession -UserId {upn}', {
            where: 'Microsoft Graph PowerShell',
            expect: 'True',
          }),
        ],
        says: did('Revoked all sessions of {upn}.'),
        links: [
          link(
            'unverified',
            'Revoke user access',
            'https://learn.microsoft.com/entra/identity/users/users-revoke-access',
          ),
        ],
      }),
      step('reset', 'Reset the password', {
        body: 'To a long random one that nobody is told and that is kept nowhere. Locally twice, so that no earlier one is remembered.',
        waitsFor: ['block'],
        isMandatory: true,
        safety: 'changes',
        before: 'The sign-in is blocked.',
        undo: 'Set another one, should the account be opened again.',
        says: did('Reset the password of {upn} to a random one that nobody knows.'),
      }),
      step('methods', 'Remove the second factors', {
        body: 'Telephones, applications, keys and passes of the person. In a dispute keep a list of what was there.',
        waitsFor: ['revoke'],
        safety: 'changes',
        before: 'Note which methods there were.',
        undo: 'They are registered anew by whoever uses the account then.',
        commands: [
          reads(
            'Get-MgUserAuthenticationMethod -UserId {upn} | ForEach-Object { $_.AdditionalProperties["@odata.type"] }',
            { where: 'Microsoft Graph PowerShell', expect: 'afterwards the password alone' },
          ),
        ],
        says: did('Removed the second factors of {upn}.'),
      }),
      step('suspicion', 'Look for anything unusual', {
        body: 'Forwarding rules, large downloads, new applications in the days before. Found nothing: done.',
        waitsFor: ['block'],
        commands: [
          reads(
            'Get-InboxRule -Mailbox {upn} | Format-List Name, ForwardTo, RedirectTo, DeleteMessage',
            {
              where: 'Exchange Online PowerShell',
              expect: 'no rule that sends mail away',
            },
          ),
        ],
        says: tested('No forwarding rule and no unusual download was found for {upn}.'),
        exceptionWhen: 'Data has gone out, or somebody else uses the account',
        exceptionFlow: 'suspected-compromise',
      }),
    ]),
    group('Mail', [
      step('mailbox', 'Convert or delegate the mailbox', {
        body: 'By **written** instruction: a shared mailbox, and who reads it. The account stays: the mailbox hangs on it. Larger than a shared one may be without a licence: the licence stays.',
        waitsFor: ['block', 'revoke', 'reset'],
        isMandatory: true,
        safety: 'changes',
        before: 'Note size, archive and any hold of the mailbox.',
        undo: 'Convert it back to a user mailbox with a licence; remove the rights that were given.',
        asks: ['mail_to'],
        commands: [
          reads('Get-EXOMailboxStatistics -Identity {upn} | Format-List TotalItemSize', {
            where: 'Exchange Online PowerShell',
          }),
          changes('Set-Mailbox -Identity {upn} -Type Shared', {
            where: 'Exchange Online PowerShell',
          }),
          changes(
            'Add-MailboxPermission -Identity {upn} -User {mail_to} -AccessRights FullAccess',
            { where: 'Exchange Online PowerShell' },
          ),
        ],
        says: did(
          'Made the mailbox {upn} a shared one, read by {mail_to} as instructed in writing.',
        ),
        ready: 'mailbox handed over',
        links: [
          link(
            'read',
            'A former user’s mailbox',
            'https://learn.microsoft.com/office365/admin/add-users/get-access-to-and-back-up-a-former-user-s-data',
          ),
        ],
      }),
      step('reply', 'Automatic reply', {
        body: 'Only with a text that the manager has approved: no reason, no private telephone number, whom to turn to instead.',
        waitsFor: ['mailbox'],
        safety: 'changes',
        before: 'The approved text is at hand, word for word.',
        undo: 'Switch the reply off.',
        commands: [
          reads('Get-MailboxAutoReplyConfiguration -Identity {upn} | Format-List AutoReplyState', {
            where: 'Exchange Online PowerShell',
          }),
        ],
        says: did('Set the automatic reply of {upn} to the text that the manager has approved.'),
      }),
      step('forward', 'Forwarding until a date', {
        body: 'Only if approved, only inside the client, and **until a date**. The date goes into a follow-up now.',
        waitsFor: ['mailbox'],
        safety: 'changes',
        before: 'Note where the mail goes now.',
        undo: 'Set the forwarding address to nothing.',
        asks: ['forward_until'],
        commands: [
          changes(
            'Set-Mailbox -Identity {upn} -ForwardingAddress {mail_to} -DeliverToMailboxAndForward $true',
            { where: 'Exchange Online PowerShell' },
          ),
        ],
        says: did('Mail for {upn} is forwarded to {mail_to} until {forward_until}.'),
      }),
      step('meetings', 'Cancel meetings, hand on teams', {
        body: 'Meetings that the person called keep rooms busy. Teams, flows and forms with this one owner get another.',
        waitsFor: ['inventory', 'mailbox'],
        safety: 'changes',
        before: 'The new owners are named.',
        undo: 'Call the meetings anew; make the former owner one again.',
        says: did('Cancelled the meetings of {upn} and gave what it owned another owner.'),
      }),
    ]),
    group('Files and devices', [
      step('files', 'Hand the files to the manager', {
        body: 'OneDrive and personal drives: who gets them, until when. Private files are for the person, by agreement of both sides.',
        waitsFor: ['block', 'inventory'],
        isMandatory: true,
        safety: 'changes',
        before: 'A copy or a hold exists; nothing is deleted in this step.',
        undo: 'Remove the rights that were given.',
        asks: ['files_to'],
        says: did('Gave {files_to} access to the files of {upn}.'),
        ready: 'files handed over',
      }),
      step('device', 'Take the devices back', {
        body: 'Computer, telephone, keys, badges, tokens, in hand and signed for.',
        asks: ['device'],
        waitsFor: ['time'],
        says: observed('{device} and what belongs to it is back.'),
        ready: 'devices given back',
        exceptionWhen: 'A device is not given back: lock it from afar and tell who has agreed',
      }),
      step('wipe', 'Wipe after release', {
        body: 'Only after the files are handed over **and** somebody has released the device for it, by name.',
        waitsFor: ['time', 'files', 'device'],
        safety: 'disrupts',
        before: 'The release is on record, and nothing is on the device that is nowhere else.',
        undo: 'There is no way back: what was only there is gone.',
        says: did('Wiped {device} after its release.'),
      }),
    ]),
    group('Access elsewhere', [
      step('groups', 'Remove groups and roles', {
        body: 'Roles first. What comes by a rule goes by the rule. Keep the list: it is the way back.',
        waitsFor: ['block', 'inventory'],
        safety: 'changes',
        before: 'The list of groups and roles is in the record.',
        undo: 'Add the account again to what is in the list.',
        says: did('Removed {upn} from its groups and roles.'),
      }),
      step('external', 'Close external accounts', {
        body: 'Business applications, suppliers, banks, social media: by their owners, from the list of the client.',
        waitsFor: ['time'],
        says: did('Had the external accounts of {leaver} closed by their owners.'),
      }),
      step('vault', 'Change shared passwords', {
        body: 'Everything in the vault that the person could read: service accounts, network devices, alarm and door codes.',
        waitsFor: ['block'],
        isMandatory: true,
        safety: 'changes',
        before: 'Note which entries the person could read, and what uses them.',
        undo: 'The vault keeps the former ones; they are used for nothing else.',
        says: did('Changed the shared passwords and codes that {leaver} could read.'),
      }),
    ]),
    group('Licences and record', [
      step('licence', 'Release the licences', {
        body: 'After the mailbox is converted and the files are handed over. What is on hold, or too large, keeps its licence.',
        waitsFor: ['mailbox', 'files'],
        safety: 'changes',
        before: 'Note which licences there were.',
        undo: 'Assign them again within thirty days; nothing is lost by then.',
        commands: [
          reads('Get-MgUserLicenseDetail -UserId {upn} | Format-Table SkuPartNumber', {
            where: 'Microsoft Graph PowerShell',
            expect: 'what is to stay, or nothing',
          }),
        ],
        says: did('Released the licences of {upn} that nothing hangs on any more.'),
        links: [
          link(
            'unverified',
            'Remove a former employee',
            `${ADMIN}/add-users/remove-former-employee`,
          ),
        ],
      }),
      step('billing', 'Note the change for billing', {
        body: 'Licences and devices that are no longer charged, and from when.',
        waitsFor: ['licence'],
        isMandatory: true,
        says: did('Noted the released licences and devices for billing.'),
      }),
      step('dates', 'Set the dates of what remains', {
        body: 'Mailbox, files, forwarding, account: what is kept until when, and who deletes it then. Each date as a next step with an owner.',
        waitsFor: ['mailbox', 'files'],
        isMandatory: true,
        asks: ['keep_until'],
        says: decided('Mailbox and files of {leaver} are kept until {keep_until}, then deleted.'),
        tell: 'The account is closed. Mailbox and files are kept until the agreed date.',
      }),
      step('document', 'Update the documentation', {
        body: 'Person, devices, licences, vault; who has what until when.',
        waitsFor: ['vault', 'dates'],
        isMandatory: true,
        says: did('Updated the documentation of the client: {leaver} has left.'),
      }),
    ]),
  ],
)

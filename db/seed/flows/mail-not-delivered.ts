/** A mail bounces, is late or does not arrive: the code or the trace first, then the place it names. */
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
  input,
  link,
  observed,
  question,
  reads,
  reported,
  sessionValue,
  subFlow,
  tested,
  told,
  way,
} from './author-flow.ts'

const exchange = { where: 'Exchange Online PowerShell' }
const anywhere = { where: 'from any computer with internet' }
const outlook = { where: 'on the computer of the sender, as the user' }
const NDR = '…/exchange/email-delivery/ndr'
const DEFENDER = 'https://learn.microsoft.com/defender-office-365'

/** The last ten days, the most that one question may span. Times are in UTC. */
const TRACE =
  'Get-MessageTraceV2 -SenderAddress "{sender}" -RecipientAddress "{recipient}" -StartDate (Get-Date).AddDays(-10) -EndDate (Get-Date)'
const RULES =
  'Get-InboxRule -Mailbox "{recipient}" -IncludeHidden | Format-List Name, Enabled, Description'

export const mailNotDelivered = authorFlow(
  {
    slug: 'mail-not-delivered',
    name: 'Mail is not delivered',
    kind: 'troubleshooting',
    summary: 'A mail bounces, is delayed, lies in quarantine or does not arrive.',
    category: 'Mail',
    words: [
      'bounce',
      'bounces',
      'bounced mail',
      'mail bounces',
      'NDR',
      'non-delivery',
      'undeliverable',
      'mail not delivered',
      'mail not arriving',
      'mails not arriving',
      'emails not received',
      'not receiving emails',
      'mail does not arrive',
      'mail delayed',
      'delivery failed',
      'delivery delayed',
      'recipient not found',
      'message rejected',
      'mailer-daemon',
      'quarantine',
      'SPF',
      'DKIM',
      'DMARC',
      'blocklist',
      'blacklisted',
      'mailbox full',
      'bad outbound sender',
      'message trace',
      'unzustellbar',
      'Unzustellbarkeitsbericht',
      'Mail kommt nicht an',
      'Mails kommen nicht an',
      'E-Mails kommen nicht an',
      'Mails kommen zurück',
      'Quarantäne',
      'Postfach voll',
    ],
    variables: [
      sessionValue('sender', 'Address of the sender', 'p.adler@corp.example'),
      sessionValue('recipient', 'Address of the recipient', 'orders@partner.example'),
      sessionValue('sent_at', 'When it was sent, with zone', '09:40 UTC on 10 June'),
      sessionValue('code', 'Code of the bounce', '550 5.7.1'),
      sessionValue('their_domain', 'Mail domain of the other side', 'partner.example'),
      clientValue('mail_domain', 'Mail domain of the client', 'corp.example'),
      sessionValue('mailbox', 'Mailbox that gets the address', 'info@corp.example'),
      sessionValue('rule', 'Name of the rule', 'Newsletters'),
      sessionValue('held', 'Identity in quarantine', 'c14401cf-aa9a\\4c2ca98e-94ea'),
      APPROVED_BY,
    ],
  },
  [
    question('what', 'Which way, and what came back?', {
      body: 'One example with both addresses, time and zone. Have a bounce forwarded as an attachment, whole.',
      group: 'Problem',
      ways: [
        way(
          'We send, it bounces',
          'bounce',
          reported('A mail of {sender} to {recipient}, sent {sent_at}, is reported to bounce.'),
        ),
        way(
          'We send, it never arrives',
          'trace',
          reported('A mail of {sender} to {recipient}, sent {sent_at}, is reported missing.'),
        ),
        way(
          'To us, the sender gets a bounce',
          'bounce',
          reported('A mail of {sender} to {recipient}, sent {sent_at}, is reported to come back.'),
        ),
        way(
          'To us, it never arrives',
          'trace',
          reported('A mail to {recipient} from {sender}, sent {sent_at}, is reported missing.'),
        ),
        way(
          'It arrives, but late',
          'trace',
          reported('A mail of {sender} to {recipient}, sent {sent_at}, is reported delayed.'),
        ),
      ],
    }),
    input('bounce', 'Which code stands in the bounce?', {
      body: 'Under "Diagnostic information": three numbers with dots, for example 550 5.7.1. Words behind it too.',
      group: 'Bounce',
      variable: 'code',
      says: observed('The bounce of the mail from {sender} to {recipient} shows {code}.'),
      to: 'code',
    }),
    question('code', 'Which code?', {
      body: 'The words behind the code decide where two lie near. Which server wrote it: ours or theirs?',
      group: 'Bounce',
      ways: [
        way('No such recipient (5.1.1, 5.1.10)', 'address'),
        way('Mailbox full (5.2.2)', 'full'),
        way('Sender restricted (5.1.8, 5.1.90)', 'restricted'),
        way('Refused (5.7.1, other 5.7)', 'refused'),
        way('Routing (5.4)', 'domain'),
        way('Try later, or expired (4.x)', 'domain'),
        way('Another code', 'trace'),
      ],
      links: [link('read', 'Codes of bounces', `${NDR}/non-delivery-reports-in-exchange-online`)],
    }),

    check('trace', 'Follow the mail', {
      body: 'Exchange admin centre: Mail flow, Message trace; or the command. Times are in UTC, lines come some minutes late.',
      group: 'Trace',
      commands: [
        reads(`${TRACE} | Select-Object Received, Subject, Status, MessageTraceId`, {
          ...exchange,
          expect: 'One line per mail',
        }),
        reads(
          `${TRACE} | ForEach-Object { Get-MessageTraceDetailV2 -MessageTraceId $_.MessageTraceId -RecipientAddress $_.RecipientAddress } | Format-List Date, Event, Detail`,
          { ...exchange, expect: 'The last event says what became of it' },
        ),
      ],
      ways: [
        way(
          'Delivered to our mailbox',
          'mailbox',
          tested('The trace shows the mail to {recipient} as delivered.'),
        ),
        way(
          'Handed to the other side',
          'partner',
          tested('The trace shows that the server of {their_domain} took the mail.'),
        ),
        way(
          'Quarantined, or filtered as spam',
          'quarantine',
          tested('The trace shows the mail as quarantined or filtered as spam.'),
        ),
        way('Failed', 'bounce', tested('The trace shows the mail as failed.')),
        way(
          'Pending',
          'domain',
          tested('The trace shows the mail as pending: the other server does not take it yet.'),
        ),
        way(
          'Nothing, though we sent it',
          'outbox',
          tested('The trace shows no mail from {sender} to {recipient}.'),
        ),
        way(
          'Nothing came from outside',
          'domain',
          tested('The trace shows that no mail from {sender} reached us.'),
        ),
      ],
      links: [
        link(
          'read',
          'Get-MessageTraceV2',
          'https://learn.microsoft.com/powershell/module/exchange/get-messagetracev2',
        ),
      ],
    }),

    check('outbox', 'Did it leave the computer?', {
      body: 'Outbox, Drafts, Sent Items; offline mode; in web mail too. Which From address was used?',
      group: 'Sender',
      ways: [
        way('It lies in the outbox', 'send', observed('The mail lies in the outbox of {sender}.'), {
          cause: 'The mail had not left the outbox of {sender}.',
        }),
        way(
          'It is a draft',
          'send',
          observed('The mail is a draft of {sender}; it was not sent.'),
          { cause: 'The mail was a draft and had not been sent.' },
        ),
        way(
          'Sent from another address',
          'trace',
          observed('The mail was sent from another address than {sender}.'),
        ),
        way(
          'It stands in Sent Items',
          'escalate',
          observed('The mail stands in Sent Items of {sender}, but not in the trace.'),
        ),
      ],
    }),
    action('send', 'Have it sent', {
      body: 'Switch offline mode off. An attachment that is too large: share the file instead. A mail that hangs: into Drafts, then send anew.',
      group: 'Sender',
      commands: [
        reads('Test-NetConnection -ComputerName "outlook.office365.com" -Port 443', {
          ...outlook,
          expect: 'TcpTestSucceeded : True',
        }),
      ],
      before: 'Copy the text of the mail aside.',
      undo: 'Nothing to undo: the copy stays until the mail has arrived.',
      ways: [
        way('Sent', 'verify', did('Had the mail of {sender} sent.')),
        way(
          'It stays there',
          'escalate',
          deadEnd('Tried to have the mail of {sender} sent; it stayed on the computer.'),
        ),
      ],
    }),

    check('mailbox', 'Where in the mailbox?', {
      body: 'Search all folders for the sender. Junk, Other, Archive, Deleted, Clutter. Then rules, blocked senders, forwards.',
      group: 'Mailbox',
      commands: [
        reads(RULES, { ...exchange, expect: 'Only rules that the user knows' }),
        reads(
          'Get-MailboxJunkEmailConfiguration -Identity "{recipient}" | Format-List Enabled, BlockedSendersAndDomains',
          exchange,
        ),
        reads(
          'Get-Mailbox -Identity "{recipient}" | Format-List Forward*, DeliverToMailboxAndForward',
          exchange,
        ),
      ],
      ways: [
        way(
          'In another folder',
          'show',
          observed('The mail lies in another folder of {recipient}.'),
          { cause: 'The mail had been put into another folder of {recipient}.' },
        ),
        way(
          'A rule of the user moves it',
          'rule',
          observed('The rule {rule} of {recipient} moves or deletes the mail.'),
          { cause: 'The rule {rule} of {recipient} moved or deleted the mail.' },
        ),
        way(
          'Sender is blocked by the user',
          'unblock',
          observed('{sender} is on the list of blocked senders of {recipient}.'),
          { cause: '{sender} was on the list of blocked senders of {recipient}.' },
        ),
        way(
          'Rule or forward nobody knows',
          'takeover-mailbox',
          observed('{recipient} has a rule or a forward that the user does not know.'),
        ),
        way(
          'Nowhere',
          'escalate',
          tested('The mail is in no folder of {recipient}; no rule or forward explains it.'),
        ),
      ],
    }),
    action('show', 'Show it, and let it learn', {
      body: 'Junk: "Not junk". Other: "Always move to Focused". With the user.',
      group: 'Mailbox',
      before: 'Note the folder.',
      undo: 'Move it back in the same way.',
      ways: [
        way('User has it', 'verify', did('Showed the user the mail, and moved it to the inbox.')),
        way(
          'New ones go there again',
          'mailbox',
          deadEnd('Moved the mail to the inbox; new ones of {sender} go elsewhere again.'),
        ),
      ],
    }),
    action('rule', 'Change the rule', {
      body: 'The user says what the rule is for. Switch it off; the user words it anew.',
      group: 'Mailbox',
      commands: [changes('Disable-InboxRule -Mailbox "{recipient}" -Identity "{rule}"', exchange)],
      before: 'Note name and description of the rule.',
      undo: '`Enable-InboxRule -Mailbox "{recipient}" -Identity "{rule}"`',
      ways: [
        way(
          'Off, with the user’s yes',
          'verify',
          did('Switched off the rule {rule} of {recipient}, as agreed with the user.'),
        ),
        way('User keeps it', 'wanted', decided('The user keeps the rule {rule} as it is.')),
      ],
    }),
    action('unblock', 'Take the sender off the list', {
      group: 'Mailbox',
      commands: [
        changes(
          'Set-MailboxJunkEmailConfiguration -Identity "{recipient}" -BlockedSendersAndDomains @{Remove="{sender}"}',
          exchange,
        ),
      ],
      before: 'Ask the user whether it was blocked on purpose. Note the list.',
      undo: '`Set-MailboxJunkEmailConfiguration -Identity "{recipient}" -BlockedSendersAndDomains @{Add="{sender}"}`',
      ways: [
        way('Taken off', 'verify', did('Took {sender} off the blocked senders of {recipient}.')),
        way('Blocked on purpose', 'wanted', decided('The user keeps {sender} blocked.')),
      ],
    }),

    check('address', 'Is the address right?', {
      body: 'Letter by letter, against a mail from them or their page. Ours: does an object hold it? "Works when typed whole" means an old entry in the list of suggestions.',
      group: 'Address',
      commands: [
        reads(
          'Get-EXORecipient -Identity "{recipient}" | Select-Object DisplayName, RecipientTypeDetails, EmailAddresses',
          { ...exchange, expect: 'One object, if the address is ours' },
        ),
      ],
      ways: [
        way(
          'Typing error',
          'right-address',
          observed('The address {recipient} has a typing error.'),
          { cause: 'The address was not typed right.' },
        ),
        way(
          'Right when typed whole',
          'suggestion',
          tested('The mail arrives when {recipient} is typed whole.'),
          { cause: 'The program of {sender} suggested an entry for {recipient} that is outdated.' },
        ),
        way(
          'Ours, the address is missing',
          'alias-asked',
          observed('No mailbox or group holds the address {recipient}.'),
          { cause: 'No mailbox or group held the address {recipient}.' },
        ),
        way(
          'Ours, its owner has left',
          'owner',
          observed('{recipient} belonged to somebody who has left.'),
        ),
        way(
          'Theirs, right as they give it',
          'partner',
          observed('{recipient} is the address as the other side gives it.'),
        ),
      ],
    }),
    action('right-address', 'Tell the right address', {
      group: 'Address',
      before: 'Note where the wrong one came from: contact, signature, list.',
      undo: 'Nothing to undo.',
      ways: [
        way('Told, and sent anew', 'verify', told('The sender was told the right address.')),
        way('Nobody knows it', 'partner', observed('Nobody knows the right address.')),
      ],
    }),
    action('suggestion', 'Clear the old suggestion', {
      body: 'In a new mail: type the first letters, remove the entry with the X. Then look in Contacts. Do not answer to the old mail: it holds the old entry.',
      group: 'Address',
      before: 'Note the address that is suggested.',
      undo: 'Nothing to undo: the right address is suggested after the next mail.',
      ways: [
        way('Cleared', 'verify', did('Cleared the outdated suggestion on the sender’s side.')),
        way(
          'Sender is outside',
          'partner',
          told('The sender was asked to clear the suggestion and to type the address.'),
        ),
      ],
    }),
    ...authorisation('alias-asked', 'giving the address {recipient} to {mailbox}', {
      to: 'alias',
      otherwise: 'owner',
      body: 'Who gets the mail for it from now on? The owner of the address decides.',
    }),
    action('alias', 'Add the address', {
      body: 'Synchronised mailboxes: proxyAddresses in the domain, then wait for the next synchronisation.',
      group: 'Address',
      commands: [
        changes('Set-Mailbox -Identity "{mailbox}" -EmailAddresses @{Add="{recipient}"}', exchange),
      ],
      before: 'Note the addresses of {mailbox}.',
      undo: '`Set-Mailbox -Identity "{mailbox}" -EmailAddresses @{Remove="{recipient}"}`',
      ways: [
        way('Added', 'verify', did('Added the address {recipient} to {mailbox}.')),
        way(
          'Already used elsewhere',
          'escalate',
          observed('The address {recipient} is already used by another object.'),
        ),
      ],
    }),

    action('full', 'Make room in the mailbox', {
      body: '"Submission quota exceeded" is no full mailbox but a limit on sending: go back and pick "Sender restricted". Else: archive, deleted items, large mails. Only the user deletes.',
      group: 'Mailbox',
      commands: [
        reads(
          'Get-EXOMailboxStatistics -Identity "{recipient}" | Select-Object TotalItemSize, TotalDeletedItemSize, ItemCount',
          exchange,
        ),
        reads(
          'Get-Mailbox -Identity "{recipient}" | Format-List ProhibitSendReceiveQuota, ArchiveStatus',
          exchange,
        ),
      ],
      before: 'Note size, quota and whether there is an archive.',
      undo: 'Deleted mail comes back from "Recover items" within the days that are set.',
      ways: [
        way('Room made', 'verify', did('Had room made in the mailbox {recipient}.'), {
          cause: 'The mailbox {recipient} was full.',
        }),
        way(
          'Needs an archive or a plan',
          'owner',
          observed('The mailbox {recipient} is full and needs an archive or another licence.'),
        ),
        way(
          'It is theirs',
          'partner',
          observed('The mailbox {recipient} of the other side is full.'),
        ),
      ],
    }),

    check('restricted', 'First: was it taken over?', {
      body: 'A sender is restricted for sending too much or spam. Look for mails that nobody wrote, strange rules, strange sign-ins.',
      group: 'Restricted',
      commands: [
        reads('Get-BlockedSenderAddress -SenderAddress "{sender}" | Format-List', exchange),
        reads(
          'Get-MessageTraceV2 -SenderAddress "{sender}" -StartDate (Get-Date).AddDays(-2) -EndDate (Get-Date) | Group-Object -Property Subject -NoElement',
          { ...exchange, expect: 'Only subjects that the user knows' },
        ),
        reads('Get-InboxRule -Mailbox "{sender}" -IncludeHidden | Format-List Name, Description', {
          ...exchange,
          expect: 'Only rules that the user knows',
        }),
      ],
      ways: [
        way(
          'Signs of a takeover, or not sure',
          'takeover-sender',
          observed('{sender} sent mails, or has rules or sign-ins, that the user does not know.'),
        ),
        way(
          'A mailing of our own',
          'lift',
          observed('{sender} sent a mailing to more recipients than are allowed.'),
          { cause: '{sender} had sent a mailing to more recipients than are allowed.' },
        ),
        way(
          'A device or program of ours',
          'lift',
          observed('A device or program sent too many mails as {sender}.'),
          { cause: 'A device or program had sent too many mails as {sender}.' },
        ),
      ],
      links: [
        link('read', 'Restricted entities', `${DEFENDER}/outbound-spam-restore-restricted-users`),
      ],
    }),
    action('lift', 'Lift the restriction', {
      body: 'Only once the cause is stopped; it takes up to a day. Mailings go by a service that is made for them.',
      group: 'Restricted',
      commands: [changes('Remove-BlockedSenderAddress -SenderAddress "{sender}"', exchange)],
      before: 'Note reason and time of the restriction, and how the cause was stopped.',
      undo: 'None needed: the limit strikes again by itself.',
      ways: [
        way('Lifted, sends again', 'verify', did('Lifted the restriction of {sender}.')),
        way(
          'Lifted, not in force yet',
          'wait',
          did('Lifted the restriction of {sender}; it is not in force yet.'),
        ),
        way(
          'Right is missing',
          'escalate',
          observed('The right to lift the restriction of {sender} is missing.'),
        ),
      ],
    }),

    check('refused', 'Why is it refused?', {
      body: 'The words behind the code name it: a group, SPF or DMARC, a block list, a policy. One SPF record only; it must name every server that sends for us.',
      group: 'Refused',
      commands: [
        reads('Resolve-DnsName -Name "{mail_domain}" -Type TXT', {
          ...anywhere,
          expect: 'One line with v=spf1',
        }),
        reads('Resolve-DnsName -Name "_dmarc.{mail_domain}" -Type TXT', {
          ...anywhere,
          expect: 'One line with v=DMARC1',
        }),
        reads('Get-DkimSigningConfig -Identity "{mail_domain}" | Format-List Enabled, Status', {
          ...exchange,
          expect: 'True, Valid',
        }),
        reads(
          'Get-DistributionGroup -Identity "{recipient}" | Format-List RequireSenderAuthenticationEnabled, AcceptMessagesOnlyFrom*',
          { ...exchange, expect: 'If the recipient is a group of ours' },
        ),
      ],
      ways: [
        way(
          'Our SPF, DKIM or DMARC',
          'records-asked',
          observed('SPF, DKIM or DMARC of {mail_domain} do not cover the server that sends.'),
          { cause: 'SPF, DKIM or DMARC of {mail_domain} did not cover the server that sends.' },
        ),
        way(
          'Our address is on a block list',
          'listed',
          observed('The bounce names a block list with the address we send from.'),
        ),
        way(
          'Our group takes no such sender',
          'group-asked',
          observed('The group {recipient} takes no mail from senders like {sender}.'),
          { cause: 'The group {recipient} took no mail from senders outside.' },
        ),
        way(
          'A rule or policy of theirs',
          'partner',
          observed('A rule or policy of {their_domain} refuses the mail.'),
        ),
        way(
          'Attachment, link or size',
          'content',
          observed('The mail is refused for its attachment, a link in it or its size.'),
          { cause: 'The mail was refused for its attachment, a link in it or its size.' },
        ),
        way(
          'The sender is not who it says',
          'kept',
          observed('The mail does not come from the server of the sender it names.'),
        ),
        way(
          'None of these',
          'escalate',
          tested('Records, groups and block lists do not explain the refusal.'),
        ),
      ],
      links: [
        link('read', 'Code 5.7.1', `${NDR}/fix-error-code-550-5-7-1-in-exchange-online`),
        link('exists', 'SPF, DKIM and DMARC', `${DEFENDER}/email-authentication-about`),
      ],
    }),
    action('content', 'Send it in another way', {
      body: 'Share the file by a link, shorten the list of recipients, leave the link or the macro out.',
      group: 'Refused',
      before: 'Note what was refused.',
      undo: 'End the sharing when it is no longer needed.',
      ways: [
        way('It arrives', 'verify', did('Had the content sent in another way.')),
        way(
          'Refused again',
          'escalate',
          deadEnd('Had the content sent in another way; it was refused again.'),
        ),
      ],
    }),
    ...authorisation('group-asked', 'letting senders from outside write to {recipient}', {
      to: 'group',
      otherwise: 'owner',
      body: 'The owner of the group decides; it will get spam too.',
    }),
    action('group', 'Open the group', {
      group: 'Refused',
      commands: [
        changes(
          'Set-DistributionGroup -Identity "{recipient}" -RequireSenderAuthenticationEnabled $false',
          exchange,
        ),
      ],
      before: 'Note the present value, and the list of allowed senders.',
      undo: '`Set-DistributionGroup -Identity "{recipient}" -RequireSenderAuthenticationEnabled $true`',
      ways: [
        way('Opened', 'verify', did('Let senders from outside write to the group {recipient}.')),
        way(
          'Right is missing',
          'escalate',
          observed('The right to change the group {recipient} is missing.'),
        ),
      ],
    }),
    ...authorisation('records-asked', 'changing the DNS records of {mail_domain}', {
      to: 'records',
      otherwise: 'dns-owner',
      body: 'A wrong record stops all mail of the client. Have the new text read by a second person.',
    }),
    action('records', 'Correct the records', {
      body: 'One SPF record, with all who send and no more than ten lookups. DMARC is not made stricter on the way.',
      group: 'Domain',
      commands: [
        reads('Resolve-DnsName -Name "{mail_domain}" -Type TXT', anywhere),
        reads('Resolve-DnsName -Name "{mail_domain}" -Type MX', anywhere),
      ],
      before: 'Copy the records as they are, with their time to live, into a step.',
      undo: 'Set the copied record again; it takes as long as its time to live.',
      ways: [
        way(
          'Corrected, seen outside',
          'verify',
          did('Corrected the DNS records of {mail_domain}.'),
        ),
        way(
          'Corrected, not seen yet',
          'wait',
          did('Corrected the DNS records of {mail_domain}; not all see them yet.'),
        ),
        way(
          'No access to the zone',
          'dns-owner',
          observed('There is no access to the DNS zone of {mail_domain}.'),
        ),
      ],
    }),
    check('listed', 'Why are we listed?', {
      body: 'The page of the list says since when and why. Look for the sender first: taken over account, form on a website, device.',
      group: 'Refused',
      ways: [
        way(
          'An account of ours sent spam',
          'takeover-sender',
          observed('The block list names spam from an account of ours.'),
        ),
        way(
          'Cause is known and stopped',
          'delist',
          observed('The cause of the listing is known and stopped.'),
          { cause: 'The address we send from was on a block list.' },
        ),
        way(
          'The address is Microsoft’s',
          'incident',
          observed('The address on the block list belongs to Microsoft.'),
        ),
        way(
          'Nobody knows why',
          'escalate',
          observed('Why the address is on the block list is not known.'),
        ),
      ],
    }),
    action('delist', 'Ask to be taken off', {
      body: 'On the page of the list, once. Asking again and again makes it longer. Lists that want money are not paid.',
      group: 'Refused',
      before: 'Note list, address, reason, and how the cause was stopped.',
      undo: 'Nothing to undo.',
      ways: [
        way('Taken off', 'verify', did('Had the address we send from taken off the block list.')),
        way('Asked, not off yet', 'wait', did('Asked to be taken off the block list.')),
      ],
    }),

    check('domain', 'Domain and way', {
      body: 'Where does the domain say that mail goes, and is that server reached? Incoming: our MX and accepted domains. Outgoing: theirs. Service health too.',
      group: 'Domain',
      commands: [
        reads('Resolve-DnsName -Name "{their_domain}" -Type MX', {
          ...anywhere,
          expect: 'The server that takes their mail',
        }),
        reads('Resolve-DnsName -Name "{mail_domain}" -Type MX', {
          ...anywhere,
          expect: 'One line; mail.protection.outlook.com or the filter in front',
        }),
        reads('Get-AcceptedDomain | Select-Object DomainName, DomainType, Default', exchange),
        reads(
          'Get-OutboundConnector | Select-Object Name, Enabled, RecipientDomains, SmartHosts, LastValidationTimestamp',
          exchange,
        ),
        reads(
          'Get-InboundConnector | Select-Object Name, Enabled, SenderDomains, TlsSenderCertificateName',
          exchange,
        ),
      ],
      ways: [
        way(
          'Our MX is wrong',
          'records-asked',
          observed('The MX record of {mail_domain} leads to the wrong server.'),
          { cause: 'The MX record of {mail_domain} led to the wrong server.' },
        ),
        way(
          'Domain missing or of wrong kind',
          'tenant-owner',
          observed('{mail_domain} is missing among the accepted domains, or of the wrong kind.'),
        ),
        way(
          'Connector or its certificate',
          'tenant-owner',
          observed('A connector is switched off, leads wrong, or its certificate has expired.'),
        ),
        way(
          'Loop (5.4.6, 5.4.14)',
          'tenant-owner',
          observed('The mail goes round in circles between two systems.'),
        ),
        way(
          'Their server does not take it',
          'partner',
          observed('The server of {their_domain} does not answer or takes no mail.'),
        ),
        way(
          'Incident at Microsoft',
          'incident',
          observed('The service health page shows an incident of Exchange Online.'),
        ),
        way(
          'All in order',
          'escalate',
          tested('MX, accepted domains, connectors and service health are in order.'),
        ),
      ],
    }),

    check('quarantine', 'Why is it held?', {
      body: 'Read reason and policy; open no link and no attachment. Ask the sender by phone whether they sent it.',
      group: 'Quarantine',
      commands: [
        reads(
          'Get-QuarantineMessage -SenderAddress "{sender}" -RecipientAddress "{recipient}" | Format-List Identity, ReceivedTime, Type, PolicyName, Subject, ReleaseStatus',
          exchange,
        ),
      ],
      ways: [
        way(
          'Clean, for sure',
          'release',
          tested('The held mail is clean: the sender confirmed it by phone, its checks pass.'),
          { cause: 'The filter held a clean mail of {sender}.' },
        ),
        way(
          'Phishing or malware',
          'kept',
          observed('The held mail is phishing or carries malware.'),
        ),
        way('Not sure', 'escalate', observed('Whether the held mail is clean is not clear.')),
        way(
          'In Junk, not in quarantine',
          'show',
          observed('The mail was filtered into the junk folder of {recipient}.'),
          { cause: 'The mail had been filtered into the junk folder of {recipient}.' },
        ),
      ],
      links: [link('exists', 'Quarantine', `${DEFENDER}/quarantine-admin-manage-messages-files`)],
    }),
    action('release', 'Release this one mail', {
      body: 'Only this one. Report it as wrongly held; leave "always allow" to the owner of the policy.',
      group: 'Quarantine',
      commands: [
        changes('Release-QuarantineMessage -Identity "{held}" -User "{recipient}"', {
          ...exchange,
          expect: 'ReleaseStatus RELEASED',
        }),
      ],
      before: 'Note identity, reason and policy, and who confirmed the mail.',
      undo: 'A released mail can only be taken out of the mailbox again; the admin centre can do it.',
      ways: [
        way(
          'Released and reported',
          'verify',
          did('Released the mail to {recipient} and told Microsoft that it was wrongly held.'),
        ),
        way(
          'Held again and again',
          'owner',
          did('Released the mail to {recipient}; the filter holds such mails again and again.'),
        ),
        way('Right is missing', 'escalate', observed('The right to release the mail is missing.')),
      ],
    }),

    check('verify', 'Try it, both ways', {
      body: 'A new mail to the same address and an answer back. The trace shows Delivered. Not "answer to all" on the old one.',
      group: 'Verification',
      commands: [
        reads(`${TRACE} | Select-Object Received, Status`, { ...exchange, expect: 'Delivered' }),
      ],
      ways: [
        way(
          'Both arrive',
          'resolved',
          tested('A mail from {sender} to {recipient} and its answer arrived.'),
        ),
        way('Another bounce', 'bounce', tested('A new mail to {recipient} bounces as well.')),
        way('Not there', 'trace', tested('A new mail to {recipient} did not arrive.')),
        way(
          'Not there, all tried',
          'escalate',
          tested('A new mail to {recipient} did not arrive; the known ways were tried.'),
        ),
      ],
    }),

    subFlow('takeover-sender', 'Suspected takeover', 'suspected-compromise', {
      group: 'Security',
      gives: { upn: '{sender}' },
      ways: [way('Known and harmless', 'lift', undefined, { id: 'harmless' })],
    }),
    subFlow('takeover-mailbox', 'Suspected takeover', 'suspected-compromise', {
      group: 'Security',
      gives: { upn: '{recipient}' },
      ways: [way('Known and harmless', 'rule', undefined, { id: 'harmless' })],
    }),

    end('resolved', 'Mail arrives', 'resolved', {
      verification: 'a new mail from {sender} to {recipient} and its answer arrived',
      tell: 'Mail to this address arrives again. Please send what bounced once more.',
    }),
    end('kept', 'Held back, and rightly so', 'resolved', {
      verification: 'the reason was read and confirmed with the user',
      tell: 'This mail is held back on purpose. Please do not ask the sender for it again by mail.',
    }),
    end('wanted', 'As the user wants it', 'resolved', {
      verification: 'the user knows where such mails go, and wants it so',
      tell: 'A setting of your own moves or blocks such mails. It stays as you wish.',
    }),
    end('wait', 'Takes effect in a while', 'workaround', {
      verification: 'a new mail from {sender} to {recipient} and its answer arrive',
      tell: 'It is corrected and takes some hours until all see it. Use another way for what is urgent.',
      followUp: 'Send a new mail the next day, and look at the trace',
    }),
    end('partner', 'The other side has to act', 'vendor', {
      cause: {
        status: 'probable',
        text: 'The other side does not take or does not show the mail.',
      },
      evidence: [
        'Bounce as an attachment',
        'Line of the trace, with time and answer of their server',
        'Their MX record',
        'What their IT has to look at',
      ],
      tell: 'The mail left us in order. Please give our findings to the other side, by phone.',
      followUp: 'Ask whether the IT of the other side has found it',
    }),
    end('dns-owner', 'Records of the domain', 'escalate', {
      cause: { status: 'probable', text: 'DNS records of {mail_domain} are not right.' },
      evidence: [
        'Records as they are',
        'Records as they should be',
        'Who holds the zone',
        'Which mails are hit',
      ],
      tell: 'A record of your mail domain has to be corrected. We have asked whoever holds it.',
      followUp: 'Have the records of the domain corrected by who holds the zone',
    }),
    end('tenant-owner', 'Settings of the mail system', 'escalate', {
      cause: { status: 'probable', text: 'A setting of the mail system leads the mail wrong.' },
      evidence: [
        'Accepted domains with their kind',
        'Connectors, and the date of their certificates',
        'Bounce and trace',
        'What was changed, and when',
      ],
      tell: 'A setting of your mail system is not right. A colleague in charge of it corrects it.',
      followUp: 'Correct domain, connector or certificate; a change hits all mail',
    }),
    end('owner', 'Somebody has to decide', 'escalate', {
      evidence: [
        'Which address, group, mailbox or policy',
        'Who asks, and what for',
        'What it would cost or open',
      ],
      tell: 'This needs a decision by the person in charge. We have asked for it.',
      followUp: 'Ask the person in charge for a decision',
    }),
    end('incident', 'Incident at Microsoft', 'vendor', {
      cause: { status: 'probable', text: 'An incident at Microsoft holds mail up.' },
      evidence: ['Number and text of the incident', 'Since when, and which mails are hit'],
      tell: 'Microsoft has an incident that holds mail up. Nothing is lost; we watch it.',
      followUp: 'Watch the incident, and send a test mail when it is closed',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Both addresses, time with zone',
        'Bounce as an attachment',
        'Lines of the trace',
        'Records, connectors, rules as seen',
        'What was changed, and when',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Take over with the evidence below',
    }),
  ],
)

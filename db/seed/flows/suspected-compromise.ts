/** An account or device may be taken over: contain, keep evidence, hand over. Never alone. */
import {
  APPROVED_BY,
  action,
  authorFlow,
  authorisation,
  changes,
  check,
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
  suspected,
  told,
  way,
} from './author-flow.ts'

const graph = { where: 'Microsoft Graph PowerShell, from a clean device' }
const exchange = { where: 'Exchange Online PowerShell, from a clean device' }

export const suspectedCompromise = authorFlow(
  {
    slug: 'suspected-compromise',
    name: 'Suspected takeover of an account or device',
    kind: 'troubleshooting',
    summary: 'Signs of a stolen account, a phished password or a device under foreign control.',
    category: 'Security',
    words: [
      'hacked',
      'account hacked',
      'compromised',
      'account compromised',
      'phishing',
      'phished',
      'clicked a link',
      'clicked link in mail',
      'entered password on a page',
      'suspicious sign-in',
      'suspicious login',
      'unknown sign-in',
      'unusual activity',
      'sends spam',
      'spam from my account',
      'inbox rule',
      'forwarding rule',
      'ransomware',
      'malware',
      'virus',
      'encrypted files',
      'MFA prompts not mine',
      'invoice fraud',
      'impossible travel',
      'gehackt',
      'Konto gehackt',
      'verdächtige Anmeldung',
      'Trojaner',
      'Schadsoftware',
      'Link geklickt',
    ],
    variables: [
      sessionValue(
        'what_reported',
        'Who reports what, since when',
        'P. Adler: mails in her name since 09:10',
      ),
      sessionValue(
        'informed',
        'Who was informed, when',
        'Lead R. Kern 09:25; client’s contact J. Roth 09:30',
      ),
      sessionValue('upn', 'Sign-in name in the cloud', 'p.adler@corp.example'),
      sessionValue('user', 'Sign-in name in the domain', 'p.adler'),
      sessionValue('pc', 'Device concerned', 'PC-FIN-07'),
      sessionValue('rule', 'Name of the foreign rule', 'rss'),
      APPROVED_BY,
    ],
  },
  [
    input('report', 'Who reports what, since when?', {
      body: 'Keep the discussion of the ticket minimal: others may read along.',
      group: 'Report',
      variable: 'what_reported',
      says: reported('Reported: {what_reported}'),
      to: 'inform',
    }),
    input('inform', 'Whom have you told?', {
      body: 'Now: the lead, and the client’s security contact, by the house rule. By phone, not by the mail in doubt.',
      group: 'Report',
      variable: 'informed',
      says: told('Informed: {informed}'),
      to: 'what',
    }),
    question('what', 'What is it about?', {
      group: 'Report',
      ways: [
        way(
          'A cloud account',
          'contain-cloud-asked',
          suspected('A cloud account has been taken over.'),
        ),
        way(
          'Accounts of the domain',
          'contain-domain-asked',
          suspected('Accounts of the domain are under attack.'),
        ),
        way('A device', 'contain-device-asked', suspected('A device is under foreign control.')),
        way(
          'Lead says: harmless',
          'harmless',
          decided('The lead knows the event and calls it harmless.'),
        ),
      ],
    }),

    ...authorisation(
      'contain-cloud-asked',
      'ending the sessions of {upn} and blocking its sign-in',
      {
        to: 'contain-cloud',
        otherwise: 'evidence-cloud',
        body: 'The user cannot work until this is lifted.',
      },
    ),
    action('contain-cloud', 'Shut the account', {
      safety: 'disrupts',
      group: 'Contain',
      commands: [
        disrupts('Update-MgUser -UserId "{upn}" -AccountEnabled:$false', graph),
        disrupts('Revoke-MgUserSignInSession -UserId "{upn}"', graph),
      ],
      before: 'Note whether sign-in was allowed, and the time with zone.',
      undo: '`Update-MgUser -UserId "{upn}" -AccountEnabled:$true`, once the security process allows it.',
      ways: [
        way('Shut', 'evidence-cloud', did('Blocked the sign-in of {upn} and ended its sessions.')),
        way(
          'Right is missing',
          'evidence-cloud',
          observed('The right to block {upn} is missing; the account is still open.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Revoke user access',
          'https://learn.microsoft.com/entra/identity/users/users-revoke-access',
        ),
      ],
    }),
    check('evidence-cloud', 'Keep the evidence', {
      body: 'Export before anything is removed: sign-in log, audit log, message trace. Times with zone.',
      group: 'Evidence',
      commands: [
        reads(
          'Get-InboxRule -Mailbox "{upn}" -IncludeHidden | Format-List Name, Enabled, Description',
          exchange,
        ),
        reads(
          'Get-Mailbox -Identity "{upn}" | Format-List Forward*, DeliverToMailboxAndForward',
          exchange,
        ),
        reads('Get-MgUserAuthenticationMethod -UserId "{upn}"', graph),
        reads('Get-MgUserOauth2PermissionGrant -UserId "{upn}"', graph),
      ],
      ways: [
        way(
          'Foreign rule or forward',
          'remove',
          observed('The mailbox {upn} holds a rule or forward that the user does not know.'),
        ),
        way(
          'Foreign method or consent',
          'remove',
          observed('{upn} holds a sign-in method or consent that the user does not know.'),
        ),
        way(
          'Foreign sign-ins only',
          'scope',
          observed('The sign-in log of {upn} shows sign-ins that the user does not know.'),
        ),
        way(
          'Nothing foreign found',
          'scope',
          observed('Rules, forwards, methods and consents of {upn} show nothing foreign.'),
        ),
      ],
      links: [
        link(
          'exists',
          'Responding to a compromised email account',
          'https://learn.microsoft.com/defender-office-365/responding-to-a-compromised-email-account',
        ),
      ],
    }),
    action('remove', 'Remove what is foreign', {
      body: 'Only what was recorded before. Methods and consents in the admin centre.',
      group: 'Contain',
      commands: [
        changes('Disable-InboxRule -Mailbox "{upn}" -Identity "{rule}"', exchange),
        changes(
          'Set-Mailbox -Identity "{upn}" -ForwardingSmtpAddress $null -ForwardingAddress $null',
          exchange,
        ),
      ],
      before: 'Keep the export of rules, forwards, methods and consents with the evidence.',
      undo: '`Enable-InboxRule -Mailbox "{upn}" -Identity "{rule}"`; set the noted forward again.',
      ways: [
        way(
          'Removed',
          'scope',
          did('Switched off the foreign rules and forwards of {upn} after recording them.'),
        ),
        way(
          'Left for the security process',
          'scope',
          decided('The foreign entries of {upn} were left for the security process.'),
        ),
      ],
    }),

    ...authorisation('contain-domain-asked', 'disabling the account {user} in the domain', {
      to: 'contain-domain',
      otherwise: 'evidence-domain',
      body: 'For many accounts at once: the lead decides about closing the way in from outside.',
    }),
    action('contain-domain', 'Shut the account', {
      safety: 'disrupts',
      group: 'Contain',
      commands: [
        disrupts('Disable-ADAccount -Identity "{user}"', {
          where: 'on a domain controller or with RSAT',
        }),
      ],
      before: 'Note whether the account was enabled, and the time with zone.',
      undo: '`Enable-ADAccount -Identity "{user}"`, once the security process allows it.',
      ways: [
        way('Shut', 'evidence-domain', did('Disabled the account {user} in the domain.')),
        way(
          'Right is missing',
          'evidence-domain',
          observed('The right to disable {user} is missing; the account is still open.'),
        ),
      ],
    }),
    check('evidence-domain', 'Keep the evidence', {
      body: 'Save the Security log of the DCs before it turns over.',
      group: 'Evidence',
      commands: [
        reads('wevtutil epl Security "$env:TEMP\\Security-evidence.evtx"', {
          where: 'on each domain controller, elevated',
        }),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='Security'; Id=4625,4740,4771} -MaxEvents 500 | Format-List TimeCreated, Message",
          { where: 'on each domain controller, elevated' },
        ),
      ],
      ways: [
        way(
          'From outside',
          'scope',
          observed('The attempts come from outside, over a service open to the internet.'),
        ),
        way(
          'From a device inside',
          'scope',
          observed('The attempts come from a device inside the network.'),
        ),
        way(
          'Not to be seen',
          'scope',
          observed('The Security logs do not show where the attempts come from.'),
        ),
      ],
    }),

    ...authorisation('contain-device-asked', 'cutting {pc} off the network', {
      to: 'contain-device',
      otherwise: 'evidence-device',
      body: 'Leave it switched on: what is in memory is evidence.',
    }),
    action('contain-device', 'Cut the device off', {
      body: 'By the isolation of the security product; without one, pull the cable and switch Wi-Fi off. Do not switch it off.',
      safety: 'disrupts',
      group: 'Contain',
      before: 'Note cable, port, Wi-Fi and address, and the time with zone.',
      undo: 'Lift the isolation or plug in again, once the security process allows it.',
      ways: [
        way(
          'Cut off, still running',
          'evidence-device',
          did('Cut {pc} off the network; it is still switched on.'),
        ),
        way(
          'Not reachable',
          'evidence-device',
          observed('{pc} could not be cut off; nobody is at the device.'),
        ),
      ],
    }),
    check('evidence-device', 'Keep the evidence', {
      body: 'Photo of the screen, alerts of the security product, who used it and when. Do not clean up.',
      group: 'Evidence',
      ways: [
        way(
          'Alert of the product',
          'scope',
          observed('The security product has raised an alert for {pc}.'),
        ),
        way('Seen by the user', 'scope', observed('The signs on {pc} were seen and photographed.')),
        way(
          'Nothing to be seen',
          'scope',
          observed('Neither the security product nor the screen of {pc} shows signs.'),
        ),
      ],
    }),

    question('scope', 'Who else, and what is at stake?', {
      body: 'Same link, sender, address, device? Money, personal data, admin rights?',
      group: 'Scope',
      ways: [
        way(
          'Nobody else known',
          'handed-over',
          observed('No further account or device is known to be concerned.'),
        ),
        way(
          'Others concerned',
          'handed-over',
          observed('Further accounts or devices are concerned.'),
        ),
        way(
          'Money, data or admin rights',
          'handed-over',
          observed('Money, personal data or administrator rights are involved.'),
        ),
        way(
          'Not known',
          'handed-over',
          decided('Whether others are concerned is left to the security process.'),
        ),
      ],
    }),

    end('handed-over', 'Security process takes over', 'security', {
      evidence: [
        'Sign-in and audit logs, exported',
        'Message trace',
        'Rules, forwards, methods, consents',
        'Times with zone, and what was contained when',
        'Who was informed when',
      ],
      tell: 'We have secured the account or device and our security team has taken over. Please do not use it until we call.',
      followUp: 'Second look 24 hours after containment',
    }),
    end('harmless', 'Known and harmless', 'returns', {
      returns: 'harmless',
      alone: 'not_reproduced',
      verification: 'the lead confirmed that the event is known and harmless',
      evidence: ['Who confirmed it, and why it is harmless'],
    }),
  ],
)

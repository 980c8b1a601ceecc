/** Sign-in, mail, comings and goings. */
import type { DemoCase } from '../demo-case.ts'

export const peopleCases: readonly DemoCase[] = [
  {
    name: 'suspected compromise',
    fits: /hacked|phish|strange mail went|entered his password on a page/i,
    opening:
      'Treat the account as taken over until it is shown otherwise: stop the sessions first, look afterwards. Call, do not mail.',
    facts: [
      ['Clients received a link that the user did not send', /clients call because[^.]*/i],
      [
        'The user entered the password on a foreign page this morning',
        /entered his password on a page that looked like ours/i,
      ],
      ['The contact asks for a call, not for mail', /please call me, do not mail him/i],
    ],
    causes: [
      {
        key: 'stolen-password',
        cause: 'The password was stolen on the foreign page and is being used',
        likelihood: 'very_likely',
        shownBy: /entered his password|phished/i,
        fix: {
          title: 'Shut the attacker out and clean the mailbox',
          steps: [
            'Block sign-in and revoke all sessions.',
            'Set a new password by phone, renew the second factor.',
            'Remove inbox rules, forwarding and app consents that the user did not make.',
            'Allow sign-in again and tell the client whom to warn.',
          ],
          wouldConfirm: 'No foreign sign-in in the next hour and no foreign rule in the mailbox',
          risk: 'disruptive',
        },
      },
      {
        key: 'spoofed',
        cause: 'Somebody writes in this name from outside, the account is untouched',
        likelihood: 'unlikely',
        fix: {
          title: 'Refuse mail that only claims to be from the domain',
          steps: ['Set DMARC to reject.', 'Tell the recipients how to know it.'],
          wouldConfirm: 'Such mail no longer arrives',
          risk: 'reversible',
        },
      },
      {
        key: 'consent',
        cause: 'An app was given access to the mailbox',
        likelihood: 'possible',
        fix: {
          title: 'Withdraw the consent and revoke the sessions',
          steps: ['Remove the app.', 'Revoke all sessions.', 'Forbid consent by users.'],
          wouldConfirm: 'The app shows no further access',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Read the sign-ins of the user since this morning',
        how: 'Entra admin center, sign-in logs: countries, devices, “success” after the click.',
        minutes: 5,
        risk: 'read_only',
        outcomes: [
          ['A sign-in from a foreign place or device', 'stolen-password'],
          ['Only the usual sign-ins', 'spoofed', 'consent'],
        ],
      },
      {
        title: 'List inbox rules and forwarding',
        how: '`Get-InboxRule -Mailbox <user>` and `Get-Mailbox <user> | fl Forward*`',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['A rule the user did not make', 'stolen-password'],
          ['No foreign rule', 'spoofed', 'consent'],
        ],
      },
      {
        title: 'Look whether the mails left through the mailbox',
        how: 'Message trace, sender is the user, last six hours',
        minutes: 4,
        risk: 'read_only',
        outcomes: [
          ['They left through the mailbox', 'stolen-password', 'consent'],
          ['They did not', 'spoofed'],
        ],
      },
    ],
    question: {
      text: 'Who at the client may decide to block the account now?',
      why: 'Blocking stops the work of the user as well as that of the attacker.',
      choices: [],
    },
  },
  {
    name: 'Outlook asks for the password again and again',
    fits: /outlook (?:keeps|asks)|prompting for my password/i,
    opening:
      'The password is right, since web mail and the phone take it. So it is what Outlook on this PC remembers.',
    facts: [
      [
        'Outlook asks for the password over and over',
        /outlook asks for my password over and over/i,
      ],
      ['The window flashes and comes back', /the little window flashes and comes back/i],
      ['Web mail works with the same password', /web mail works with the same password/i],
      ['The phone works too', /phone too/i],
    ],
    causes: [
      {
        key: 'stale-token',
        cause: 'A stale sign-in is kept on the PC and is presented again and again',
        likelihood: 'likely',
        shownBy: /flashes and comes back|web mail works/i,
        fix: {
          title: 'Clear the kept sign-ins of Office on this PC',
          steps: [
            'Close all Office programs.',
            'Credential Manager: remove the entries MicrosoftOffice16 and ADAL.',
            'Settings, Accounts, Access work or school: disconnect and connect again.',
            'Start Outlook and sign in once.',
          ],
          wouldConfirm: 'Outlook stays connected after a restart',
          risk: 'reversible',
        },
      },
      {
        key: 'modern-auth-off',
        cause: 'Modern authentication is switched off on this PC',
        likelihood: 'possible',
        fix: {
          title: 'Switch modern authentication on',
          steps: ['Remove EnableADAL=0 from the registry of the user.', 'Start Outlook.'],
          wouldConfirm: 'Outlook shows the new sign-in window once and stays connected',
          risk: 'reversible',
        },
      },
      {
        key: 'profile',
        cause: 'The Outlook profile is damaged',
        likelihood: 'possible',
        fix: {
          title: 'Make a new Outlook profile',
          steps: ['Control Panel, Mail: add a profile.', 'Set it as default and start Outlook.'],
          wouldConfirm: 'Outlook stays connected with the new profile',
          risk: 'reversible',
        },
      },
      {
        key: 'policy',
        cause: 'A conditional access policy turns this PC away',
        likelihood: 'unlikely',
        fix: {
          title: 'Bring the PC into the state that the policy asks for',
          steps: [
            'Read the policy in the failed sign-in.',
            'Register the device or correct the policy.',
          ],
          wouldConfirm: 'The sign-in log shows success',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Read the failed sign-ins of the user',
        how: 'Entra admin center, sign-in logs, application Office, the last hour',
        minutes: 4,
        risk: 'read_only',
        outcomes: [
          ['Nothing arrives there', 'modern-auth-off', 'stale-token'],
          ['Refused by a policy', 'policy'],
          ['Interrupted, sign-in token expired', 'stale-token'],
        ],
      },
      {
        title: 'Look at the connection state of Outlook',
        how: 'Ctrl and right click on the Outlook icon, Connection Status: column Authn',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['Authn shows Clear or NTLM', 'modern-auth-off'],
          ['Authn shows Bearer', 'stale-token', 'profile'],
        ],
      },
      {
        title: 'Start Outlook with an empty profile',
        how: 'Control Panel, Mail, Show Profiles: add a test profile',
        minutes: 5,
        risk: 'reversible',
        outcomes: [
          ['The test profile connects', 'profile'],
          ['The test profile asks as well', 'stale-token', 'modern-auth-off', 'policy'],
        ],
      },
    ],
    question: {
      text: 'Does Teams on the same PC stay signed in?',
      why: 'If it does not, the PC itself has lost its sign-in.',
      choices: ['Yes', 'No, it asks as well', 'Not installed'],
    },
  },
  {
    name: 'account locked again',
    fits: /locked out|account locked|event 4740/i,
    opening:
      'Something still signs in with the old password. Unlocking alone does not help until we know what.',
    facts: [
      [
        'The account was locked for the third time today',
        /account locked out again, third time today/i,
      ],
      ['The password was changed on Monday', /changed his password on monday/i],
      ['Event 4740 names no caller computer', /event 4740[^.]*: caller computer is empty/i],
      ['It was locked again at $1', /locked again at (\d\d:\d\d)/i],
    ],
    causes: [
      {
        key: 'phone',
        cause: 'A phone still signs in to Wi-Fi or mail with the old password',
        likelihood: 'likely',
        shownBy: /caller computer is empty|old phone/i,
        fix: {
          title: 'Enter the new password on the phone, or remove the account from it',
          steps: [
            'Forget the Wi-Fi of the company on the phone and join it anew.',
            'Remove the mail account and add it again.',
            'Unlock the account and watch it for half an hour.',
          ],
          wouldConfirm: 'No event 4740 in the next hour',
          risk: 'reversible',
        },
      },
      {
        key: 'saved-credential',
        cause: 'A PC has the old password in a saved credential, a drive or a task',
        likelihood: 'possible',
        fix: {
          title: 'Remove the saved credential on that PC',
          steps: [
            '`cmdkey /list` and delete the entry.',
            'Correct tasks and services that run as the user.',
          ],
          wouldConfirm: 'No event 4740 in the next hour',
          risk: 'reversible',
        },
      },
      {
        key: 'attack',
        cause: 'Somebody tries passwords from outside',
        likelihood: 'unlikely',
        fix: {
          title: 'Close the door that is tried from outside',
          steps: ['Block the sources.', 'Ask for a second factor on that door.'],
          wouldConfirm: 'No failed sign-in from outside in the next hour',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Find failed sign-ins of the account on the RADIUS server',
        how: 'NPS log or events 6273, the minute of the last lockout',
        minutes: 4,
        risk: 'read_only',
        outcomes: [
          ['A phone is refused there', 'phone'],
          ['Nothing of the user there', 'saved-credential', 'attack'],
        ],
      },
      {
        title: 'Read events 4771 and 4776 on the domain controllers',
        how: 'Source address at the minute of the lockout',
        minutes: 5,
        risk: 'read_only',
        outcomes: [
          ['The address of a PC in the house', 'saved-credential'],
          ['The address of the RADIUS server', 'phone'],
          ['An address from outside', 'attack'],
        ],
      },
    ],
    question: {
      text: 'Which device was not used since the password was changed?',
      why: 'One of them has the old password.',
      choices: ['A phone', 'A tablet', 'A second PC', 'None'],
    },
  },
  {
    name: 'second factor on a new phone',
    fits: /authenticator|new phone\b/i,
    opening: 'The codes lived on the old phone. Before anything is reset, be sure who is calling.',
    facts: [
      [
        'The authenticator app on the new phone shows no accounts',
        /authenticator app shows no accounts/i,
      ],
      ['The old phone was traded in', /old phone was traded in/i],
      ['There is a flight at $1', /flight at (\d\d:\d\d)/i],
    ],
    causes: [
      {
        key: 'not-moved',
        cause: 'The second factor was not moved to the new phone',
        likelihood: 'very_likely',
        shownBy: /shows no accounts|traded in/i,
        fix: {
          title: 'Give a temporary pass and let the user register the new phone',
          steps: [
            'Check who it is: call back on the number on file.',
            'Issue a temporary access pass for one hour.',
            'Remove the old phone from the methods, register the new one.',
          ],
          wouldConfirm: 'The user signs in with the new phone',
          risk: 'reversible',
        },
      },
      {
        key: 'clock-off',
        cause: 'The clock of the phone is off, so its codes are refused',
        likelihood: 'unlikely',
        fix: {
          title: 'Set the clock of the phone to automatic',
          steps: ['Set date and time to automatic.', 'Try a new code.'],
          wouldConfirm: 'A new code is accepted',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Read which methods are registered for the user',
        how: 'Entra admin center, the user, Authentication methods',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['Only the old phone', 'not-moved'],
          ['The new phone is there', 'clock-off'],
        ],
      },
    ],
    question: {
      text: 'Was the identity confirmed by calling back?',
      why: 'A reset for a stranger is a break-in.',
      choices: ['Yes', 'Not yet'],
    },
  },
  {
    name: 'directory synchronisation error',
    fits: /synchroni[sz]ation error|AttributeValueMustBeUnique|entra connect/i,
    opening:
      'Two objects claim one address. One of them has to give it up, and the owner says which.',
    facts: [
      ['The address $1 is claimed twice', /ProxyAddresses SMTP:(\[mail [^\]]+\]|[^;\]]+)/i],
      ['The error is AttributeValueMustBeUnique', /AttributeValueMustBeUnique/],
      ['The new mailbox is not there yet', /new intake mailbox for [^?]* is not there yet/i],
    ],
    causes: [
      {
        key: 'duplicate-address',
        cause: 'Another object already has the address',
        likelihood: 'very_likely',
        shownBy: /must ?be ?unique|already be associated/i,
        fix: {
          title: 'Take the address off the other object and synchronise',
          steps: [
            'Find it: `Get-Recipient <address>` and in the local directory by proxyAddresses.',
            'Remove the address there, after its owner has said yes.',
            '`Start-ADSyncSyncCycle -PolicyType Delta`',
          ],
          wouldConfirm: 'The mailbox appears and the error is gone from the report',
          risk: 'reversible',
        },
      },
      {
        key: 'soft-deleted',
        cause: 'A deleted object still holds the address',
        likelihood: 'possible',
        fix: {
          title: 'Remove the deleted object for good',
          steps: ['Find it among the deleted users.', 'Remove it for good.', 'Synchronise.'],
          wouldConfirm: 'The mailbox appears',
          risk: 'disruptive',
        },
      },
    ],
    checks: [
      {
        title: 'Find who has the address',
        how: '`Get-Recipient -Filter "EmailAddresses -eq \'smtp:<address>\'"` and the same locally',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['A living object has it', 'duplicate-address'],
          ['A deleted object has it', 'soft-deleted'],
        ],
      },
    ],
    question: {
      text: 'Which of the two shall keep the address?',
      why: 'It is a decision of the client.',
      choices: ['The new mailbox', 'The other one'],
    },
  },
  {
    name: 'mail comes back',
    fits: /550 5\.7|SPF|undeliverable|mails bounce/i,
    opening:
      'The other side checks who may send for the domain and says no. So the list of senders is not complete.',
    facts: [
      ['Mail is refused with $1', /(550 5\.7\.1)/],
      ['The SPF check failed for the domain', /SPF check failed for (?:[\w.-]+\w)/i],
      ['Others receive the mail', /others get our mail/i],
      ['It began on Thursday', /since thursday/i],
    ],
    causes: [
      {
        key: 'sender-missing',
        cause: 'A server that sends for the domain is not in its SPF record',
        likelihood: 'very_likely',
        shownBy: /SPF check failed/i,
        fix: {
          title: 'Add the sending server to the SPF record',
          steps: [
            'Read the address of the sender in the bounced mail.',
            'Add it to the record, one record only, at most ten look-ups.',
            'Wait for the lifetime of the record and send a test mail.',
          ],
          wouldConfirm: 'A test mail arrives at the other side',
          risk: 'reversible',
        },
      },
      {
        key: 'two-records',
        cause: 'The domain has two SPF records, so none counts',
        likelihood: 'possible',
        fix: {
          title: 'Make one SPF record of the two',
          steps: ['Join them into one.', 'Delete the other.', 'Send a test mail.'],
          wouldConfirm: 'A test mail arrives at the other side',
          risk: 'reversible',
        },
      },
      {
        key: 'their-side',
        cause: 'The other side checks an old copy of the record',
        likelihood: 'unlikely',
        fix: {
          title: 'Ask the postmaster of the other side to look again',
          steps: ['Send them the present record.', 'Ask for a test.'],
          wouldConfirm: 'A test mail arrives at the other side',
          risk: 'read_only',
        },
      },
    ],
    checks: [
      {
        title: 'Compare the sending address with the SPF record',
        how: '`Resolve-DnsName <domain> -Type TXT` and the header of the bounced mail',
        minutes: 4,
        risk: 'read_only',
        outcomes: [
          ['The address is not in the record', 'sender-missing'],
          ['There are two records', 'two-records'],
          ['The address is in the record', 'their-side'],
        ],
      },
    ],
    question: {
      text: 'Does a new program send mail for the domain since Thursday?',
      why: 'It has to be in the record.',
      choices: ['Yes', 'No', 'Not known'],
    },
  },
  {
    name: 'new employee',
    fits: /new employee|new starter/i,
    opening:
      'A request, not a fault: what is asked for is clear, what has to be known first is who approves it.',
    facts: [
      ['A mailbox and Microsoft 365 are wanted', /needs: mailbox, microsoft 365[^\r\n]*/i],
      ['The role is as that of a colleague', /role: [^\r\n]*/i],
      ['The start is on Monday', /start: monday/i],
    ],
    causes: [
      {
        key: 'licence',
        cause: 'A licence has to be free or ordered first',
        likelihood: 'likely',
        fix: {
          title: 'Create account and mailbox as that of the colleague',
          steps: [
            'Assign a licence.',
            'Create the account with the groups of the colleague.',
            'Hand over the first password by phone.',
          ],
          wouldConfirm: 'The new employee signs in and opens what was asked for',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Count the free licences',
        how: 'Microsoft 365 admin center, Licences',
        minutes: 2,
        risk: 'read_only',
        outcomes: [['One is free', 'licence'], ['None is free']],
      },
    ],
    question: {
      text: 'Who has approved the new account?',
      why: 'Nobody gets access without an approval on record.',
      choices: [],
    },
  },
  {
    name: 'leaver',
    fits: /leaver|leaves us on/i,
    opening: 'Timing matters: not before the hour, and quietly.',
    facts: [
      [
        'Sign-in is to be blocked at $1, not earlier',
        /block his sign-in at (\d\d:\d\d) sharp, not earlier/i,
      ],
      ['The mailbox goes to a colleague for three months', /mailbox to [^.]*/i],
      ['It is to be kept quiet until then', /keep this quiet until then/i],
    ],
    causes: [
      {
        key: 'planned',
        cause: 'A planned departure',
        likelihood: 'very_likely',
        fix: {
          title: 'Block the sign-in at the hour and hand over the mailbox',
          steps: [
            'At the hour block sign-in and revoke the sessions.',
            'Convert the mailbox to a shared one and give the colleague access.',
            'Write down when the access ends.',
          ],
          wouldConfirm: 'Sign-in is refused and the colleague opens the mailbox',
          risk: 'disruptive',
        },
      },
    ],
    checks: [
      {
        title: 'List what the account owns',
        how: 'Groups, shared mailboxes, flows and devices of the user',
        minutes: 10,
        risk: 'read_only',
        outcomes: [['Nothing that others need', 'planned'], ['Something others need']],
      },
    ],
    question: {
      text: 'May the block be scheduled, or shall somebody do it by hand?',
      why: 'The hour was asked for to the minute.',
      choices: ['Schedule it', 'By hand'],
    },
  },
  {
    name: 'cannot sign in to a program',
    fits: /cannot sign in to the|tool does not let me in/i,
    opening: 'A password stands in this ticket. It has to be changed, whatever else is found.',
    facts: [
      ['The booking tool does not let the user in', /(?:room )?booking tool does not let me in/i],
    ],
    causes: [
      {
        key: 'wrong-password',
        cause: 'The password of the program is another one than the user thinks',
        likelihood: 'likely',
        fix: {
          title: 'Set a new password by phone',
          steps: ['Send a reset from the program.', 'Let the user choose a new one.'],
          wouldConfirm: 'The user signs in',
          risk: 'reversible',
        },
      },
      {
        key: 'no-licence',
        cause: 'The user has no place in the program any more',
        likelihood: 'possible',
        fix: {
          title: 'Give the user a place in the program',
          steps: ['Add the user.', 'Let the user sign in.'],
          wouldConfirm: 'The user signs in',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Look at the user in the administration of the program',
        how: 'Its list of users: state, last sign-in',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['The user is active', 'wrong-password'],
          ['The user is missing or disabled', 'no-licence'],
        ],
      },
    ],
    question: {
      text: 'Is the same password used elsewhere?',
      why: 'It was sent in plain words and has to be changed everywhere.',
      choices: ['Yes', 'No', 'Not known'],
    },
  },
]

/**
 * A second factor does not work, or is gone: who asks, what happened, and a new one in its place.
 *
 * A Temporary Access Pass is a password: it is made in the admin centre and read out by phone,
 * and no command here prints it.
 */
import {
  APPROVED_BY,
  action,
  authorFlow,
  authorisation,
  changes,
  check,
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
  suspected,
  tested,
  told,
  way,
} from './author-flow.ts'

const graph = { where: 'Microsoft Graph PowerShell' }
const DOCS = 'https://learn.microsoft.com/entra/identity/authentication'

const METHODS =
  "Get-MgUserAuthenticationMethod -UserId \"{upn}\" | Select-Object Id, @{n='Method'; e={ $_.AdditionalProperties['@odata.type'] }}"
const SIGN_INS =
  "Get-MgAuditLogSignIn -Top 500 | Where-Object UserPrincipalName -eq \"{upn}\" | Select-Object CreatedDateTime, AppDisplayName, IPAddress, @{n='Code'; e={ $_.Status.ErrorCode }}, @{n='Why'; e={ $_.Status.FailureReason }}"

/** Each kind of method is removed by a command of its own; these two are on a phone. */
const dropMethod = [
  reads(METHODS, graph),
  changes(
    'Remove-MgUserAuthenticationMicrosoftAuthenticatorMethod -UserId "{upn}" -MicrosoftAuthenticatorAuthenticationMethodId "{method_id}"',
    { ...graph, expect: 'The app on the old phone' },
  ),
  changes(
    'Remove-MgUserAuthenticationPhoneMethod -UserId "{upn}" -PhoneAuthenticationMethodId "{method_id}"',
    { ...graph, expect: 'The number of the old phone' },
  ),
]

export const mfaLockout = authorFlow(
  {
    slug: 'mfa-lockout',
    name: 'Second factor does not work or is gone',
    kind: 'troubleshooting',
    summary: 'A user cannot sign in since the second factor is lost, new, refused or blocked.',
    category: 'Identity',
    words: [
      'MFA',
      '2FA',
      'authenticator',
      'authenticator app',
      'authenticator code',
      'new phone',
      'new mobile',
      'lost phone',
      'phone lost',
      'phone stolen',
      'old phone',
      'code not accepted',
      'code refused',
      'verification code',
      'text message code',
      'second factor',
      'two-factor',
      'multifactor',
      'number matching',
      'approve sign-in',
      'security info',
      'security key lost',
      'Temporary Access Pass',
      'AADSTS50076',
      'AADSTS50079',
      'AADSTS500121',
      'neues Handy',
      'Handy verloren',
      'Handy gestohlen',
      'Zwei-Faktor',
      'zweiter Faktor',
      'Bestätigungscode',
      'Code wird nicht akzeptiert',
      'Anmeldung bestätigen',
    ],
    variables: [
      sessionValue('upn', 'Sign-in name in the cloud', 'p.adler@corp.example'),
      sessionValue('user', 'Sign-in name in the domain', 'p.adler'),
      sessionValue(
        'identity',
        'How the identity was proven',
        'called back on the known number at the office',
      ),
      sessionValue('method_id', 'ID of the method', '6f1a4c0e-1111-2222-3333-444455556666'),
      APPROVED_BY,
    ],
  },
  [
    question('caller', 'Is the caller who they say?', {
      body: 'Attackers call with exactly this story. Call back on a number known before, not the new one; or ask the manager, or meet. Nothing is changed before.',
      group: 'Identity',
      ways: [
        way('Proven', 'proven'),
        way(
          'Not proven',
          'not-proven',
          decided('Nothing was changed for {upn}; the identity of the caller was not proven.'),
        ),
        way(
          'Something is odd: haste, threats',
          'pretender',
          suspected('The call about {upn} came from somebody else than the user.'),
        ),
      ],
    }),
    input('proven', 'How was it proven?', {
      body: 'The way, never the answers to questions: "called back on the known number at the office".',
      group: 'Identity',
      variable: 'identity',
      says: observed('The identity of the caller was proven: {identity}.'),
      to: 'happened',
    }),

    question('happened', 'What happened?', {
      group: 'Problem',
      ways: [
        way(
          'New phone, old one at hand',
          'move',
          reported('{upn} is reported to have a new phone; the old one still works.'),
        ),
        way(
          'New phone, old one is gone',
          'methods',
          reported('{upn} is reported to have a new phone; the old one is no longer at hand.'),
        ),
        way(
          'Lost or stolen',
          'since-loss',
          reported('The phone of {upn} is reported to be lost or stolen.'),
        ),
        way(
          'Code or prompt does not work',
          'code',
          reported('The code or prompt is reported not to work for {upn}.'),
        ),
        way(
          'Says "blocked" or another message',
          'sign-ins',
          reported('The sign-in of {upn} is reported to be refused with a message.'),
        ),
        way(
          'Prompts the user did not start',
          'prompts',
          reported('{upn} is reported to get prompts without having signed in.'),
        ),
      ],
    }),

    check('prompts', 'Who starts the prompts?', {
      body: 'Refuse each one. A prompt comes after the right password: whoever starts it knows it, unless a program on a device of the user does.',
      group: 'Problem',
      commands: [reads(SIGN_INS, { ...graph, expect: 'Time, place and program of the prompts' })],
      ways: [
        way(
          'Somebody else, or not clear',
          'takeover',
          observed('The prompts of {upn} are started by sign-ins that the user does not know.'),
        ),
        way(
          'One was approved',
          'takeover',
          reported('{upn} is reported to have approved a prompt that the user did not start.'),
        ),
        way(
          'A device of the user, for sure',
          'program',
          observed('The prompts of {upn} are started by a program on a device of the user.'),
          { cause: 'A program on a device of {upn} signed in again and again.' },
        ),
      ],
    }),

    action('program', 'Sign the program in anew', {
      body: 'The user signs it out and in again on that device, and approves this one prompt. No longer needed: remove the account there.',
      group: 'Problem',
      before: 'Note device, program and account.',
      undo: 'Nothing to undo; the program signs in again.',
      ways: [
        way('No more prompts', 'verify', did('The user signed the program in anew.')),
        way(
          'Prompts go on',
          'takeover',
          deadEnd('The user signed the program in anew; the prompts went on.'),
        ),
      ],
    }),

    action('move', 'Let the user move it', {
      body: 'With a method that still works: sign in at aka.ms/mysecurityinfo, add the new phone, try it, and only then delete the old one. You only watch.',
      group: 'New method',
      before:
        'The old phone stays as it is, not wiped or given away, until the new one has worked.',
      undo: 'Delete the new method in the same place; the old one still works.',
      ways: [
        way('New phone works', 'verify', did('{upn} registered the new phone alone.'), {
          cause: 'The second factor of {upn} was still on the former phone.',
        }),
        way(
          'The old way does not work either',
          'methods',
          deadEnd('Tried to let {upn} register the new phone; no method worked to sign in with.'),
        ),
      ],
      links: [link('read', 'Manage methods of a user', `${DOCS}/howto-mfa-userdevicesettings`)],
    }),

    check('since-loss', 'Sign-ins since the loss', {
      body: 'Ask for the time of the loss, with zone. A known place is no proof if the phone was unlocked.',
      group: 'Loss',
      commands: [reads(SIGN_INS, { ...graph, expect: 'Places and programs of the user only' })],
      ways: [
        way(
          'Only those of the user',
          'revoke-asked',
          observed('The sign-in log of {upn} shows only sign-ins of the user since the loss.'),
        ),
        way(
          'Some that nobody knows',
          'takeover',
          observed('The sign-in log of {upn} shows sign-ins since the loss that nobody knows.'),
        ),
        way(
          'Log cannot be read',
          'revoke-asked',
          observed('The sign-in log of {upn} could not be read.'),
        ),
      ],
    }),
    ...authorisation('revoke-asked', 'signing {upn} out everywhere', {
      to: 'revoke',
      otherwise: 'escalate',
      body: 'Every program asks to sign in again. The user may agree to it.',
    }),
    action('revoke', 'Sign the user out everywhere', {
      safety: 'disrupts',
      group: 'Loss',
      commands: [disrupts('Revoke-MgUserSignInSession -UserId "{upn}"', graph)],
      before: 'Note the time with zone. Have open work saved.',
      undo: 'None: the user signs in again.',
      ways: [
        way('Signed out', 'drop-lost', did('Ended all sessions of {upn}.')),
        way(
          'Right is missing',
          'escalate',
          observed('The right to end the sessions of {upn} is missing.'),
        ),
      ],
    }),
    action('drop-lost', 'Remove the lost method', {
      body: 'App and number of the lost phone; a key if it is lost too. The default method goes last.',
      group: 'Loss',
      commands: dropMethod,
      before: 'Note kind and ID of every method.',
      undo: 'Nothing brings it back; the user registers a phone that is found as a new one.',
      ways: [
        way('Removed', 'device', did('Removed the methods of the lost phone from {upn}.')),
        way(
          'Cannot be removed alone',
          'device',
          observed('The methods of the lost phone of {upn} could not be removed one by one.'),
        ),
        way(
          'Right is missing',
          'escalate',
          observed('The right to change the methods of {upn} is missing.'),
        ),
      ],
    }),
    question('device', 'Is company data on it?', {
      body: 'Locking or wiping it is a decision of its own, by its own process. Also: SIM blocked by the user?',
      group: 'Loss',
      ways: [
        way(
          'Yes, it is managed',
          'role',
          told('Those in charge of mobile devices were told of the loss, to lock or wipe it.'),
        ),
        way('No, a private phone', 'role', reported('The lost phone is reported to be private.')),
        way(
          'Nobody can say',
          'role',
          observed('Whether company data is on the lost phone is not known.'),
        ),
      ],
    }),

    check('code', 'Why is it refused?', {
      body: 'On the phone: time set automatically? The right account and company in the app? The number of the screen typed into the app? Notifications and internet on?',
      group: 'Code',
      ways: [
        way('Clock of the phone is off', 'phone', observed('The clock of the phone is off.'), {
          cause: 'The clock of the phone was off, so its codes were not valid.',
        }),
        way(
          'Another account in the app',
          'phone',
          observed('The user took the code of another account in the app.'),
          { cause: 'The code of another account in the app was used for {upn}.' },
        ),
        way(
          'Number was not typed in',
          'phone',
          observed('The number on the screen was not typed into the app.'),
          { cause: 'The prompt was answered without the number shown on the screen.' },
        ),
        way(
          'No prompt arrives',
          'phone',
          observed('No prompt arrives on the phone: notifications or internet are off.'),
          { cause: 'Notifications or internet were off on the phone.' },
        ),
        way(
          'Account is not in the app',
          'methods',
          observed('The app on the phone does not hold the account {upn}.'),
          { cause: 'The app on the phone did not hold the account {upn}.' },
        ),
        way(
          'All right, still refused',
          'sign-ins',
          tested('Clock, account, number and notifications on the phone are in order.'),
        ),
      ],
    }),
    action('phone', 'Put it right on the phone', {
      body: 'The user does it: automatic time and zone, the right entry, notifications for the app, number as shown. You never ask for a code.',
      group: 'Code',
      before: 'Note what was set before.',
      undo: 'Set it back on the phone.',
      ways: [
        way('Sign-in works', 'verify', did('The user put it right on the phone.')),
        way(
          'Still refused',
          'sign-ins',
          deadEnd('The user put it right on the phone; the sign-in was still refused.'),
        ),
      ],
    }),

    check('sign-ins', 'Read the sign-in log', {
      body: 'Entra admin centre: Users, Sign-in logs, tab Authentication details. The code decides the way; look at place and program too.',
      group: 'Account',
      commands: [reads(SIGN_INS, { ...graph, expect: 'The newest lines, code other than 0' })],
      ways: [
        way(
          'Not registered (50076, 50079)',
          'methods',
          observed('The sign-in log of {upn} shows 50076 or 50079: a second factor is wanted.'),
          { cause: 'No usable second factor was registered for {upn}.' },
        ),
        way(
          'Factor failed (500121)',
          'methods',
          observed('The sign-in log of {upn} shows 500121: the second factor failed.'),
        ),
        way(
          'Locked (50053)',
          'locked',
          observed('The sign-in log of {upn} shows 50053: the account is locked.'),
        ),
        way(
          'Blocked by policy (53003)',
          'policy-owner',
          observed('The sign-in log of {upn} shows 53003: blocked by a policy.'),
        ),
        way(
          'Wrong password (50126, 50055)',
          'password',
          observed('The sign-in log of {upn} shows a wrong or expired password (50126 or 50055).'),
          { cause: 'The password entered for {upn} was wrong or had expired.' },
        ),
        way(
          'Places or programs nobody knows',
          'takeover',
          observed(
            'The sign-in log of {upn} shows places or programs that the user does not know.',
          ),
        ),
        way(
          'No failure is logged',
          'fine',
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
    check('locked', 'Who locks the account?', {
      body: 'Address and program of the failed lines. The lock of the cloud ends by itself; one in the domain does not.',
      group: 'Account',
      ways: [
        way(
          'User mistyped, lock is over',
          'verify',
          observed('The failed sign-ins of {upn} come from the user; the lock has ended.'),
          { cause: 'The sign-in of {upn} failed too often, until it was locked for a while.' },
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
        way('Account is not locked', 'methods', undefined, { id: 'fine' }),
      ],
    }),
    action('password', 'Have the password changed', {
      body: 'Synchronised accounts: in the domain, unless writeback is on. The password never goes into the ticket.',
      group: 'Account',
      before: 'Note when it was last changed.',
      undo: 'A password cannot be set back; set a new one if this was the wrong account.',
      ways: [
        way('Changed by the user', 'verify', did('The user changed the password of {upn}.')),
        way(
          'Reset, told by phone',
          'verify',
          did('Reset the password of {upn}; handed over by phone, to be changed at sign-in.'),
        ),
        way(
          'Right password after all',
          'methods',
          tested('The password of {upn} is accepted; the sign-in stops at the second factor.'),
        ),
      ],
    }),

    check('methods', 'Which methods are registered?', {
      body: 'A second method saves the day: a key, Windows Hello, another number. One that the user does not know is a sign of a takeover.',
      group: 'New method',
      commands: [reads(METHODS, { ...graph, expect: 'Only methods that the user knows' })],
      ways: [
        way(
          'Another one still works',
          'move',
          tested('{upn} can sign in with another registered method.'),
        ),
        way('None that works', 'role', observed('{upn} has no registered method that works.')),
        way(
          'One that the user does not know',
          'takeover',
          observed('{upn} has a registered method that the user does not know.'),
        ),
      ],
    }),
    check('role', 'Does the user administer anything?', {
      body: 'Methods of an administrator are changed only by a higher role, and with a second person. Look for eligible roles too.',
      group: 'New method',
      commands: [
        reads('Get-MgUserMemberOfAsDirectoryRole -UserId "{upn}" | Select-Object DisplayName', {
          ...graph,
          expect: 'Nothing',
        }),
      ],
      ways: [
        way('No role', 'pass', observed('{upn} holds no administrator role.')),
        way('Some role', 'administrator', observed('{upn} holds an administrator role.')),
        way(
          'Cannot be seen',
          'administrator',
          observed('Whether {upn} holds an administrator role could not be seen.'),
        ),
      ],
    }),

    action('pass', 'Give a Temporary Access Pass', {
      body: 'Entra admin centre: the user, Authentication methods, Add. One-time use, 60 minutes. Read it out by phone; never into ticket, chat or mail. At aka.ms/mysecurityinfo, the new method within 10 minutes.',
      group: 'New method',
      commands: [
        reads(
          'Get-MgUserAuthenticationTemporaryAccessPassMethod -UserId "{upn}" | Select-Object IsUsable, IsUsableOnce, LifetimeInMinutes, MethodUsabilityReason',
          { ...graph, expect: 'IsUsable True; the pass itself is not shown' },
        ),
      ],
      before: 'Note the registered methods, and that the policy allows the pass for this user.',
      undo: 'Delete the pass in the same place.',
      ways: [
        way(
          'User is signed in with it',
          'two-methods',
          did('Gave {upn} a Temporary Access Pass for one use, told by phone.'),
        ),
        way(
          'The policy does not allow it',
          're-register',
          observed('The policy does not allow {upn} a Temporary Access Pass.'),
        ),
        way(
          'It is refused',
          're-register',
          deadEnd('Gave {upn} a Temporary Access Pass; it was refused.'),
        ),
      ],
      links: [
        link('read', 'Temporary Access Pass', `${DOCS}/howto-authentication-temporary-access-pass`),
      ],
    }),
    action('re-register', 'Require to register anew', {
      body: 'Same page: Require re-register. It deletes phones, apps and codes at once; whoever signs in next with the password registers. So only with the user on the phone, ready to do it.',
      group: 'New method',
      before: 'Note kind and ID of every method.',
      undo: 'Nothing brings the old methods back; the user registers them again.',
      ways: [
        way(
          'User registers now',
          'two-methods',
          did('Required {upn} to register anew; the user did so at once.'),
        ),
        way(
          'Not asked to register',
          'escalate',
          deadEnd('Required {upn} to register anew; the user was not asked to.'),
        ),
        way(
          'Right is missing',
          'escalate',
          observed('The right to have {upn} register anew is missing.'),
        ),
      ],
    }),
    action('two-methods', 'Have two methods registered', {
      body: 'The app and one more: a key, Windows Hello, a number. The user does it and you see no code. Also on the phone: back-up of the app.',
      group: 'New method',
      before: 'Note which methods the company allows.',
      undo: 'Delete the new method in the same place.',
      ways: [
        way('Two are registered', 'verify', did('{upn} registered two methods.')),
        way(
          'One, the second is to come',
          'verify',
          did('{upn} registered one method and was asked to add a second.'),
        ),
        way(
          'Registration is refused',
          'escalate',
          observed('The registration of a new method is refused for {upn}.'),
        ),
      ],
    }),

    check('verify', 'Sign in anew, then look', {
      body: 'In a private window, with the new method. Then the list: old methods gone, none strange; no strange line in the sign-in log.',
      group: 'Verification',
      commands: [reads(METHODS, graph), reads(SIGN_INS, graph)],
      ways: [
        way(
          'Works, and nothing strange',
          'fixed',
          tested('{upn} signed in with the second factor; old methods are gone, none is strange.'),
        ),
        way(
          'Works, an old method is left',
          'drop-old',
          tested('{upn} signed in with the second factor; a method of the old phone is left.'),
        ),
        way(
          'Something strange',
          'takeover',
          observed('{upn} has a method or a sign-in that the user does not know.'),
        ),
        way('Refused again', 'sign-ins', tested('The sign-in of {upn} is refused again.')),
        way(
          'Refused, all tried',
          'escalate',
          tested('The sign-in of {upn} is refused although a new method was registered.'),
        ),
      ],
    }),
    action('drop-old', 'Remove the old method', {
      body: 'Better by the user, at aka.ms/mysecurityinfo.',
      group: 'Verification',
      commands: dropMethod,
      before: 'Note kind and ID of every method; the new one has worked.',
      undo: 'Nothing brings it back; the user registers it again.',
      ways: [
        way('Removed', 'verify', did('Removed the method of the old phone from {upn}.')),
        way(
          'Right is missing',
          'escalate',
          observed('The right to change the methods of {upn} is missing.'),
        ),
      ],
    }),

    subFlow('takeover', 'Suspected takeover', 'suspected-compromise', {
      group: 'Security',
      gives: { upn: '{upn}' },
      ways: [way('Known and harmless', 'methods', undefined, { id: 'harmless' })],
    }),

    end('fixed', 'Second factor works', 'returns', {
      returns: 'fixed',
      alone: 'resolved',
      verification:
        '{upn} signed in with the second factor, and no old or strange method is registered',
      tell: 'You can sign in again. Please keep a second method registered for the next time.',
    }),
    end('fine', 'Second factor is in order', 'returns', {
      returns: 'fine',
      alone: 'not_reproduced',
      verification: 'the sign-in log of {upn} shows no failure for the time in question',
      evidence: ['Lines of the sign-in log'],
    }),
    end('not-proven', 'Identity is not proven', 'escalate', {
      evidence: [
        'Who called, from which number, when',
        'Which way of proof was tried',
        'What was asked for',
      ],
      tell: 'We change sign-ins only once we are sure who asks. Your manager can help us with that.',
      followUp: 'Prove the identity by another way, with the lead',
    }),
    end('pretender', 'Possible pretender', 'security', {
      evidence: [
        'Who called, from which number, when, in which words',
        'What was asked for',
        'Sign-in log of the account',
        'Whether others got such calls',
      ],
      followUp: 'Warn the user on a known number, and the rest of the desk',
    }),
    end('administrator', 'A higher role has to do it', 'escalate', {
      evidence: [
        'Roles of the user, as far as seen',
        'How the identity was proven',
        'Registered methods',
      ],
      tell: 'Your account has special rights, so a colleague with a higher role sets it up with you.',
      followUp: 'Set up the second factor with a higher role and a second person',
    }),
    end('policy-owner', 'A policy blocks the sign-in', 'escalate', {
      cause: { status: 'probable', text: 'A Conditional Access policy blocks the sign-in.' },
      evidence: [
        'Name of the policy from the sign-in log',
        'Which condition was not met',
        'What changed in the policy',
      ],
      tell: 'A security rule of your company blocks the sign-in. We have asked those in charge of it.',
      followUp: 'Ask the owner of the policy for a decision; do not make an exception alone',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'How the identity was proven',
        'Codes and times of the sign-in log',
        'Registered methods, and which phone the user has',
        'What was changed, and when',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Take over with the evidence below; prove the identity again before any change',
    }),
  ],
)

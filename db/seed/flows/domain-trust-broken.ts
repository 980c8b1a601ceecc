/** A computer has lost its trust with the domain: test, find why, repair, join again last. */
import {
  APPROVED_BY,
  action,
  authorFlow,
  authorisation,
  changes,
  check,
  clientValue,
  deadEnd,
  did,
  disrupts,
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

const onPc = { where: 'on {pc}, elevated' }
const rsat = { where: 'on a domain controller or with RSAT' }

export const domainTrustBroken = authorFlow(
  {
    slug: 'domain-trust-broken',
    name: 'Trust with the domain failed',
    kind: 'troubleshooting',
    summary: 'A computer cannot sign users in: the trust relationship with the domain failed.',
    category: 'Identity',
    words: [
      'trust relationship',
      'trust relationship failed',
      'workstation and the primary domain failed',
      'primary domain',
      'domain trust',
      'lost trust',
      'trust with the domain',
      'secure channel',
      'rejoin domain',
      'fell off the domain',
      'dropped off the domain',
      'not in the domain',
      'computer account',
      'security database on the server',
      'Test-ComputerSecureChannel',
      '3210',
      '0xc000018b',
      '0x6fd',
      'Vertrauensstellung',
      'Vertrauensstellung Domäne',
      'primäre Domäne',
      'Domäne',
    ],
    variables: [
      sessionValue('pc', 'The computer', 'PC-FIN-07'),
      clientValue('domain', 'Domain', 'corp.example'),
      sessionValue('dc', 'A domain controller', 'DC01'),
      APPROVED_BY,
    ],
  },
  [
    question('how-many', 'One computer, or several?', {
      body: 'Restored from backup or snapshot? Cloned, renamed, long switched off? Name used twice?',
      group: 'Scope',
      ways: [
        way(
          'One, nothing known',
          'way-in',
          reported('Only {pc} is reported to have lost its trust with the domain.'),
        ),
        way(
          'Long switched off',
          'way-in',
          reported('{pc} is reported to have been switched off for a long time.'),
        ),
        way(
          'Restored, cloned or renamed',
          'rejoin-asked',
          reported('{pc} is reported to have been restored, cloned or renamed.'),
          {
            cause:
              '{pc} had been restored, cloned or renamed, so its password no longer fitted the domain.',
          },
        ),
        way(
          'Several computers',
          'replication',
          reported('Several computers are reported to have lost their trust with the domain.'),
        ),
      ],
    }),
    subFlow('replication', 'Directory replication', 'ad-replication', {
      group: 'Scope',
      ways: [
        way('Replicates again', 'way-in', undefined, { id: 'fixed' }),
        way('Replication is fine', 'way-in', undefined, { id: 'fine' }),
      ],
    }),

    check('way-in', 'A way in without the domain', {
      body: 'Local administrator (managed password), or a cached sign-in with the cable out. The password stays in the vault.',
      group: 'Way in',
      ways: [
        way(
          'Local administrator',
          'test',
          tested('Sign-in to {pc} with the local administrator works.'),
        ),
        way(
          'Cached sign-in, offline',
          'test',
          tested('Sign-in to {pc} without network works with cached credentials.'),
        ),
        way('Remote management works', 'test', tested('{pc} can be reached by remote management.')),
        way(
          'None',
          'escalate',
          tested('There is no sign-in to {pc} that works without the domain.'),
        ),
      ],
    }),
    check('test', 'Test the secure channel', {
      group: 'Secure channel',
      commands: [
        reads('Test-ComputerSecureChannel -Verbose', { ...onPc, expect: 'True' }),
        reads('nltest /sc_query:"{domain}"', { ...onPc, shell: 'cmd', expect: 'NERR_Success' }),
        reads(
          "Get-WinEvent -FilterHashtable @{LogName='System'; ProviderName='NETLOGON'; Id=3210} -MaxEvents 5",
          onPc,
        ),
      ],
      ways: [
        way('Broken', 'circumstances', tested('Test-ComputerSecureChannel on {pc}: False.'), {
          shownBy: ['channel_broken'],
        }),
        way('In order', 'fine', tested('Test-ComputerSecureChannel on {pc}: True.'), {
          shownBy: ['channel_fine'],
        }),
      ],
      links: [
        link(
          'exists',
          'Test-ComputerSecureChannel',
          'https://learn.microsoft.com/powershell/module/microsoft.powershell.management/test-computersecurechannel',
        ),
      ],
    }),
    check('circumstances', 'What stands in the way?', {
      group: 'Secure channel',
      commands: [
        reads('nltest /dsgetdc:"{domain}"', {
          ...onPc,
          shell: 'cmd',
          expect: 'A domain controller of the site',
        }),
        reads('w32tm /query /status', { ...onPc, shell: 'cmd', expect: 'Less than 5 minutes off' }),
        reads(
          'Get-ADComputer -Identity "{pc}" -Properties Enabled, PasswordLastSet, WhenCreated, DNSHostName',
          { ...rsat, expect: 'One object, enabled' },
        ),
      ],
      ways: [
        way(
          'All in order',
          'repair',
          tested(
            '{pc} finds a domain controller, its time is right, its object exists and is enabled.',
          ),
          {
            cause:
              'The password of the computer account of {pc} no longer fitted the one in the domain.',
          },
        ),
        way(
          'No domain controller found',
          'network',
          tested('{pc} finds no domain controller of {domain}.'),
        ),
        way('Time is off', 'time', observed('The clock of {pc} is more than 5 minutes off.'), {
          cause: 'The clock of {pc} was more than 5 minutes off.',
          shownBy: ['time_off'],
        }),
        way(
          'Object is missing',
          'rejoin-asked',
          observed('The directory holds no computer object for {pc}.'),
          {
            cause: 'The computer object of {pc} had been deleted.',
          },
        ),
        way('Object is disabled', 'owner', observed('The computer object of {pc} is disabled.')),
        way(
          'Name is used twice',
          'rejoin-asked',
          observed('Another computer uses the name {pc} too.'),
          {
            cause: 'Two computers used the name {pc}.',
          },
        ),
      ],
    }),
    subFlow('network', 'Network connectivity', 'network-connectivity', {
      group: 'Secure channel',
      gives: { target: '{dc}', port: '389' },
      ways: [
        way('Repaired', 'verify', undefined, { id: 'fixed' }),
        way('Network is fine', 'repair', undefined, { id: 'fine' }),
        way('Broken, place known', 'escalate', undefined, { id: 'open' }),
      ],
    }),
    action('time', 'Set the clock right', {
      group: 'Secure channel',
      commands: [changes('w32tm /resync /rediscover', { ...onPc, shell: 'cmd' })],
      before: 'Note source and offset: `w32tm /query /status`.',
      undo: 'Nothing to undo; the clock follows the domain.',
      ways: [
        way('Time is right', 'verify', did('Synchronised the clock of {pc} with the domain.')),
        way(
          'Time stays off',
          'escalate',
          deadEnd('Synchronised the clock of {pc} with the domain; it stayed off.'),
        ),
      ],
    }),
    action('repair', 'Repair the secure channel', {
      body: 'Either command; the second if the first does not come through. Asks for an account that may reset the computer.',
      group: 'Repair',
      commands: [
        changes('Test-ComputerSecureChannel -Repair -Credential (Get-Credential)', {
          ...onPc,
          expect: 'True',
        }),
        changes('Reset-ComputerMachinePassword -Server "{dc}" -Credential (Get-Credential)', onPc),
      ],
      before: 'Note PasswordLastSet of the computer object.',
      undo: 'None needed: both sides get a new common password.',
      ways: [
        way('True', 'verify', did('Repaired the secure channel of {pc} with {domain}.')),
        way(
          'Fails',
          'rejoin-asked',
          deadEnd('Tried to repair the secure channel of {pc} with {domain}; it failed.'),
        ),
      ],
      links: [
        link(
          'read',
          'Broken secure channel of a device',
          '…/windows-server/active-directory/broken-trust-relationship-between-domain-joined-device-and-its-domain-caused-by-secure-channel-issues',
        ),
      ],
    }),
    ...authorisation('rejoin-asked', 'taking {pc} out of {domain} and joining it again', {
      to: 'rejoin',
      otherwise: 'escalate',
      body: 'Two restarts. The recovery key of the disk and a local administrator have to be at hand.',
    }),
    action('rejoin', 'Join the domain again', {
      body: 'Keep the name. The user’s profile stays as long as the account in the domain is the same.',
      safety: 'disrupts',
      group: 'Repair',
      commands: [
        disrupts(
          'Remove-Computer -UnjoinDomainCredential (Get-Credential) -WorkgroupName WORKGROUP -Force -Restart',
          onPc,
        ),
        disrupts('Add-Computer -DomainName "{domain}" -Credential (Get-Credential) -Restart', {
          where: 'on {pc}, as local administrator',
        }),
      ],
      before:
        'Test the local administrator. Have the disk’s recovery key at hand. Note the organisational unit and groups of the computer object.',
      undo: 'With the local administrator, join again; move the object back to the noted unit and groups.',
      ways: [
        way('Joined', 'verify', did('Took {pc} out of {domain} and joined it again.')),
        way(
          'Join fails',
          'escalate',
          deadEnd('Took {pc} out of {domain}; joining it again failed.'),
        ),
      ],
    }),
    check('verify', 'Sign-in, policy, share', {
      body: 'The user signs in with the domain account and opens a share.',
      group: 'Verification',
      commands: [
        reads('Test-ComputerSecureChannel -Verbose', { ...onPc, expect: 'True' }),
        reads('gpresult /r', { where: 'on {pc}, as the user', shell: 'cmd' }),
      ],
      ways: [
        way(
          'All works',
          'fixed',
          tested(
            'Test-ComputerSecureChannel on {pc}: True; the user signed in and opened a share.',
          ),
        ),
        way('Still broken', 'repair', tested('The secure channel of {pc} is still broken.')),
        way(
          'Broken after a repair',
          'escalate',
          tested('The secure channel of {pc} is broken again after a repair.'),
        ),
      ],
    }),
    end('fixed', 'Trust is restored', 'returns', {
      returns: 'fixed',
      alone: 'resolved',
      verification: 'the user signed in to {pc} with the domain account and opened a share',
      tell: 'You can sign in to your computer as usual.',
    }),
    end('fine', 'Trust is in order', 'returns', {
      returns: 'fine',
      verification: 'Test-ComputerSecureChannel on {pc} says True',
      evidence: ['Message at sign-in', 'DNS, time and account as seen'],
    }),
    end('owner', 'Object was disabled', 'escalate', {
      cause: {
        status: 'probable',
        text: 'The computer object of {pc} is disabled in the directory.',
      },
      evidence: ['When the object was disabled', 'Who disables stale objects, by which rule'],
      tell: 'Your computer was switched off in the directory. We have asked who may switch it on.',
      followUp: 'Ask the owner of the directory whether {pc} may be enabled',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Output of nltest and Test-ComputerSecureChannel',
        'State of the computer object',
        'Time offset',
        'What happened to {pc} before',
      ],
      tell: 'We have found what is wrong with the sign-in and passed it on to a colleague.',
      followUp: 'Take over with the state of the object; look at replication and restore routines',
    }),
  ],
)

/**
 * A device asks for its BitLocker recovery key: who asks, which key, why, and a new key after.
 *
 * The key itself is never an answer, a value or an output here: every command names protectors
 * by their ID, and none prints the 48 digits.
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

const onPc = { where: 'on {pc}, elevated' }
const graph = { where: 'Microsoft Graph PowerShell' }
const rsat = { where: 'on a domain controller or with RSAT' }
const DOCS =
  'https://learn.microsoft.com/windows/security/operating-system-security/data-protection/bitlocker'

/** Kinds and IDs of the protectors; the property with the digits is left out. */
const PROTECTORS =
  '(Get-BitLockerVolume -MountPoint "C:").KeyProtector | Select-Object KeyProtectorType, KeyProtectorId'
const inDirectory = (id: string) =>
  `Get-ADObject -LDAPFilter "(&(objectClass=msFVE-RecoveryInformation)(name=*{${id}}*))" | Select-Object DistinguishedName`
const inCloud = (id: string) =>
  `Get-MgInformationProtectionBitlockerRecoveryKey -All | Where-Object Id -like "{${id}}*" | Select-Object Id, DeviceId, CreatedDateTime`

export const bitlockerRecovery = authorFlow(
  {
    slug: 'bitlocker-recovery',
    name: 'BitLocker asks for the recovery key',
    kind: 'troubleshooting',
    summary: 'A device shows the BitLocker recovery screen and wants a key before it starts.',
    category: 'Devices',
    words: [
      'BitLocker',
      'BitLocker recovery',
      'BitLocker key',
      'BitLocker recovery screen',
      'recovery key',
      'recovery key needed',
      'key ID starts with',
      'blue screen asking key',
      'blue screen key',
      'enter the recovery key',
      'drive encrypted key',
      'drive is locked',
      '48 digits',
      '48-digit key',
      'aka.ms/myrecoverykey',
      'BitLocker PIN',
      'BitLocker PIN forgotten',
      'encryption key laptop',
      'Wiederherstellungsschlüssel',
      'BitLocker Schlüssel',
      'BitLocker-Wiederherstellung',
      'Laptop fragt nach Schlüssel',
      'blauer Bildschirm Schlüssel',
      'Laufwerk verschlüsselt',
    ],
    variables: [
      sessionValue('user', 'User of the device', 'P. Adler'),
      sessionValue('pc', 'Name of the device', 'LT-FIN-07'),
      sessionValue(
        'identity',
        'How the identity was proven',
        'called back on the known mobile number',
      ),
      sessionValue('key_id', 'First 8 characters of the key ID', '7C1A09E4'),
      sessionValue(
        'old_id',
        'ID of the key that was used',
        '{7C1A09E4-1111-2222-3333-444455556666}',
      ),
      sessionValue('new_id', 'ID of the new key', '{A0B1C2D3-1111-2222-3333-444455556666}'),
      APPROVED_BY,
    ],
  },
  [
    question('caller', 'Is the caller who they say?', {
      body: 'By the house rule: call back on a known number, or ask the manager. A recovery key opens everything on the device.',
      group: 'Identity',
      ways: [
        way('Proven', 'proven'),
        way(
          'Not proven',
          'not-proven',
          decided('No key was looked up; the identity of the caller was not proven.'),
        ),
        way(
          'Device was stolen or tampered with',
          'takeover',
          reported('The device is reported to have been stolen, opened or tampered with.'),
        ),
      ],
      links: [link('read', 'BitLocker recovery process', `${DOCS}/recovery-process`)],
    }),
    input('proven', 'How was it proven?', {
      body: 'For example "called back on the known mobile number".',
      group: 'Identity',
      variable: 'identity',
      says: observed('The identity of the caller was proven: {identity}.'),
      to: 'before',
    }),

    question('before', 'What happened before?', {
      body: 'Several devices at once after an update is another matter than one.',
      group: 'Device',
      ways: [
        way(
          'Update, dock or new part',
          'key-id',
          reported('Reported before: a firmware update, a dock or a new part at {pc}.'),
        ),
        way(
          'USB stick or other start order',
          'key-id',
          reported('Reported before: a USB stick, or another start order, at {pc}.'),
        ),
        way('PIN forgotten', 'key-id', reported('Reported: the start PIN of {pc} is forgotten.')),
        way(
          'Several devices at once',
          'fleet',
          reported('Reported: several devices ask for their key at the same time.'),
        ),
        way(
          'Left alone among strangers',
          'traces',
          reported('Reported before: {pc} was left alone within reach of strangers.'),
        ),
        way('Nothing known', 'key-id', reported('Reported: nothing known had changed at {pc}.')),
      ],
      links: [link('exists', 'BitLocker recovery overview', `${DOCS}/recovery-overview`)],
    }),

    check('traces', 'Are there traces of tampering?', {
      body: 'Seals, screws, a stick or adapter that nobody knows, a bag in another place. Photographs, if in doubt. No key before this is settled.',
      group: 'Device',
      ways: [
        way(
          'Yes, or nobody is sure',
          'takeover',
          observed('Tampering with {pc} cannot be ruled out.'),
        ),
        way(
          'None, and the user is sure',
          'key-id',
          reported('The user reports no traces of tampering at {pc}.'),
        ),
      ],
    }),

    input('key-id', 'Key ID on the screen?', {
      body: 'The first 8 characters are enough. It is not secret; the 48 digits are.',
      group: 'Key',
      variable: 'key_id',
      says: observed('The recovery screen of {pc} shows the key ID {key_id}.'),
      to: 'find',
    }),
    check('find', 'Find the key by its ID', {
      body: 'Entra ID: Devices, BitLocker keys. Intune: the device, Recovery keys. Domain: the computer, tab BitLocker Recovery. Search by ID; a name may have changed. Each look at a key is logged.',
      group: 'Key',
      commands: [
        reads(inCloud('key_id'), { ...graph, expect: 'One line; the digits are not shown' }),
        reads(inDirectory('key_id'), { ...rsat, expect: 'The computer stands in the name' }),
      ],
      ways: [
        way(
          'Found, for this device',
          'read-asked',
          observed('A key with the ID {key_id} is stored for {pc}.'),
        ),
        way(
          'Found, under another name',
          'whose',
          observed('A key with the ID {key_id} is stored under another device than {pc}.'),
        ),
        way(
          'Not found',
          'elsewhere',
          observed('No key with the ID {key_id} is stored in Entra ID, Intune or the domain.'),
        ),
      ],
    }),
    check('whose', 'Whose device is it?', {
      body: 'Serial number, last user, date of enrolment. Ask for the number on the bottom of the device.',
      group: 'Key',
      ways: [
        way(
          'Renamed or installed anew',
          'read-asked',
          observed('By its serial number the key {key_id} belongs to {pc}, which was renamed.'),
        ),
        way(
          'ID was misread',
          'key-id',
          observed('The key ID had been misread on the screen of {pc}.'),
        ),
        way(
          'Somebody else’s device',
          'takeover',
          observed('By its serial number the device belongs to somebody else than {user}.'),
        ),
      ],
    }),
    check('elsewhere', 'Look elsewhere', {
      body: 'Other tenant or domain, old management tool, documentation, print-out or USB stick. A private account: the user looks at account.microsoft.com/devices/recoverykey on another device.',
      group: 'Key',
      ways: [
        way(
          'Found in another place of ours',
          'read-asked',
          observed('A key with the ID {key_id} was found in another place than the usual ones.'),
        ),
        way(
          'The user has it',
          'user-has-it',
          reported('The user reports having the key {key_id} in an account or on paper.'),
        ),
        way(
          'Nowhere',
          'copies',
          tested('A key with the ID {key_id} is stored nowhere that is known.'),
        ),
      ],
    }),
    action('user-has-it', 'The user types it in', {
      body: 'From a second device or the paper. Have it read to nobody, and not sent.',
      group: 'Key',
      before: 'Note where the user keeps the key; not the key.',
      undo: 'A key that was used is replaced below.',
      ways: [
        way(
          'Windows starts',
          'why',
          did('The user entered the recovery key of {pc}; Windows started.'),
        ),
        way(
          'It is refused',
          'copies',
          deadEnd('The user entered a recovery key on {pc}; it was refused.'),
        ),
      ],
    }),

    ...authorisation('read-asked', 'reading the recovery key of {pc} to {user}', {
      to: 'read-out',
      otherwise: 'not-proven',
      body: 'By phone, to the person whose identity was proven. The house rule says who may agree.',
    }),
    action('read-out', 'Read the key to the user', {
      body: 'In 8 blocks of 6 digits; the screen tells a wrong block. By phone only: never by mail or chat, never into the ticket, no picture.',
      safety: 'disrupts',
      group: 'Key',
      before: 'Note who asked, who agreed and the key ID. The key itself is written nowhere.',
      undo: 'A key that was told cannot be taken back: it is replaced below.',
      ways: [
        way(
          'Windows starts',
          'why',
          did(
            'Read the stored recovery key to {user} by phone after the identity check; Windows started.',
          ),
        ),
        way(
          'The key is refused',
          'key-id',
          deadEnd(
            'Read the stored recovery key to {user}; it was refused. The key ID is read again.',
          ),
        ),
        way(
          'Accepted, Windows does not start',
          'escalate',
          deadEnd('The recovery key of {pc} was accepted; Windows does not start.'),
        ),
      ],
    }),

    check('why', 'Why did it ask?', {
      body: 'Compare with what happened before. Paste no output that shows the 48 digits.',
      group: 'Cause',
      commands: [
        reads('manage-bde -status C:', { ...onPc, shell: 'cmd', expect: 'Protection On' }),
        reads(PROTECTORS, { ...onPc, expect: 'Tpm or TpmPin, and RecoveryPassword' }),
        reads('Get-Tpm | Select-Object TpmPresent, TpmReady, LockedOut', {
          ...onPc,
          expect: 'True, True, False',
        }),
        reads(
          'Get-WinEvent -LogName "Microsoft-Windows-BitLocker/BitLocker Management" -MaxEvents 30 | Format-List TimeCreated, Id, Message',
          onPc,
        ),
        reads('Get-CimInstance Win32_BIOS | Select-Object SMBIOSBIOSVersion, ReleaseDate', onPc),
      ],
      ways: [
        way(
          'Firmware or part changed',
          'suspend',
          observed('Firmware, dock or a part of {pc} had changed.'),
          { cause: 'A change of firmware, dock or part at {pc} made BitLocker ask for the key.' },
        ),
        way(
          'Start order or USB stick',
          'start-order',
          observed('{pc} tried to start from another device than its disk.'),
          { cause: '{pc} tried to start from another device than its disk.' },
        ),
        way('PIN forgotten or mistyped', 'pin', observed('The start PIN of {pc} was not known.'), {
          cause: 'The start PIN of {pc} was forgotten or mistyped too often.',
        }),
        way(
          'TPM not ready, or none listed',
          'tpm',
          observed('The TPM of {pc} is not ready, or no protector uses it.'),
        ),
        way(
          'Not clear, first time',
          'suspend',
          observed('Events and firmware of {pc} do not show why it asked; it is the first time.'),
        ),
        way(
          'Not clear, not the first time',
          'escalate',
          observed('{pc} has asked for its key more than once, and the cause is not clear.'),
        ),
      ],
    }),
    action('start-order', 'Put the start order right', {
      body: 'Unplug sticks and dock. In the firmware setup: Windows Boot Manager first, network start off, if the client does not need it.',
      group: 'Cause',
      before: 'Note the start order as it is; photograph the page.',
      undo: 'Set the noted order again; suspend BitLocker before.',
      ways: [
        way('Put right', 'suspend', did('Put the start order of {pc} right: its own disk first.')),
        way(
          'Setup has a password',
          'escalate',
          observed('The firmware setup of {pc} asks for a password that is not known.'),
        ),
      ],
    }),
    action('pin', 'Let the user set a new PIN', {
      body: 'The user types it; nobody else needs to know it.',
      group: 'Cause',
      commands: [
        changes('manage-bde -changepin C:', {
          ...onPc,
          shell: 'cmd',
          expect: 'Asks for the new PIN',
        }),
      ],
      before: 'Note that a protector of kind TpmPin is there.',
      undo: 'Set another PIN in the same way.',
      ways: [
        way('Set', 'replace', did('The user set a new start PIN for {pc}.')),
        way(
          'Refused by policy',
          'escalate',
          deadEnd('A new start PIN for {pc} was set; a policy refused it.'),
        ),
      ],
    }),
    action('suspend', 'Take the new state as the right one', {
      body: 'Suspended for one start, BitLocker seals to firmware and parts as they are now.',
      group: 'Cause',
      commands: [
        changes('Suspend-BitLocker -MountPoint "C:" -RebootCount 1', onPc),
        reads('Get-BitLockerVolume -MountPoint "C:" | Select-Object ProtectionStatus', {
          ...onPc,
          expect: 'Off now, On after the restart',
        }),
      ],
      before: 'Have work saved; note kinds and IDs of the protectors. Then restart.',
      undo: '`Resume-BitLocker -MountPoint "C:"`',
      ways: [
        way(
          'Restarted without asking',
          'replace',
          did('Suspended BitLocker on {pc} for one start; it restarted without asking.'),
        ),
        way(
          'It asks again',
          'escalate',
          deadEnd('Suspended BitLocker on {pc} for one start; it asked for the key again.'),
        ),
        way(
          'Protection stays off',
          'resume',
          observed('BitLocker on {pc} is still suspended after the restart.'),
        ),
      ],
    }),
    action('resume', 'Switch the protection on', {
      group: 'Cause',
      commands: [changes('Resume-BitLocker -MountPoint "C:"', onPc)],
      before: 'Note ProtectionStatus.',
      undo: '`Suspend-BitLocker -MountPoint "C:" -RebootCount 1`',
      ways: [
        way('It is on', 'replace', did('Switched the protection of {pc} on again.')),
        way(
          'It is refused',
          'escalate',
          deadEnd('Switched the protection of {pc} on; it was refused.'),
        ),
      ],
    }),

    action('replace', 'Make a new key', {
      body: 'With Intune: the device, BitLocker key rotation. Without: as below, then store it (Entra ID, or `manage-bde -protectors -adbackup` for the domain). Nothing here shows the digits.',
      group: 'New key',
      commands: [
        changes(
          'Add-BitLockerKeyProtector -MountPoint "C:" -RecoveryPasswordProtector -WarningAction SilentlyContinue | Out-Null',
          onPc,
        ),
        reads(PROTECTORS, { ...onPc, expect: 'A second RecoveryPassword: its ID is new' }),
        changes(
          'BackupToAAD-BitLockerKeyProtector -MountPoint "C:" -KeyProtectorId "{new_id}"',
          onPc,
        ),
      ],
      before:
        'Note the IDs of the keys that are there. The old key stays until the new one is stored.',
      undo: '`Remove-BitLockerKeyProtector -MountPoint "C:" -KeyProtectorId "{new_id}"`',
      ways: [
        way('Made', 'stored', did('Made a new recovery key for {pc}, with the ID {new_id}.')),
        way(
          'Not possible here',
          'no-new-key',
          deadEnd('A new recovery key for {pc} could not be made or stored.'),
        ),
      ],
    }),
    check('stored', 'Is the new key stored?', {
      body: 'Look where keys of this client are kept, by the new ID. Only then may the old one go.',
      group: 'New key',
      commands: [
        reads(
          'Get-MgInformationProtectionBitlockerRecoveryKey -All | Sort-Object CreatedDateTime -Descending | Select-Object -First 10 Id, DeviceId, CreatedDateTime',
          { ...graph, expect: 'The new ID on top' },
        ),
        reads(PROTECTORS, onPc),
      ],
      ways: [
        way(
          'Stored, old one still on disk',
          'remove-old',
          tested('The new recovery key {new_id} of {pc} is stored; the old one is still valid.'),
        ),
        way(
          'Stored, old one is gone',
          'verify',
          tested('The new recovery key of {pc} is stored, and the old one is no longer valid.'),
        ),
        way(
          'Not stored',
          'no-new-key',
          observed('The new recovery key of {pc} is not stored anywhere yet.'),
        ),
      ],
    }),
    action('remove-old', 'Remove the key that was told', {
      group: 'New key',
      commands: [
        changes('Remove-BitLockerKeyProtector -MountPoint "C:" -KeyProtectorId "{old_id}"', onPc),
      ],
      before: 'Compare the ID with the one of the screen, and be sure the new key is stored.',
      undo: 'None for the old key; the new one takes its place.',
      ways: [
        way(
          'Removed',
          'verify',
          did('Removed the recovery key {old_id} of {pc}, which had been told.'),
        ),
        way(
          'Refused',
          'no-new-key',
          deadEnd('Removed the recovery key {old_id} of {pc}; it was refused.'),
        ),
      ],
    }),

    check('verify', 'Does it start twice without asking?', {
      body: 'Restart twice, once with the dock if there is one.',
      group: 'Verification',
      commands: [
        reads('manage-bde -status C:', { ...onPc, shell: 'cmd', expect: 'Protection On' }),
      ],
      ways: [
        way(
          'Twice, protection is on',
          'resolved',
          tested('{pc} started twice without asking for the key; its protection is on.'),
        ),
        way('It asks again', 'escalate', tested('{pc} asks for its key again after a restart.')),
        way(
          'Protection is off',
          'resume',
          tested('{pc} starts without asking, but its protection is off.'),
          { shownBy: ['disk_unprotected'] },
        ),
      ],
    }),

    question('copies', 'Is there a copy of the data?', {
      body: 'OneDrive, server, backup. Without the key the disk cannot be read by anyone: say so plainly.',
      group: 'No key',
      ways: [
        way(
          'Yes, somewhere else',
          'no-key',
          reported('The user reports that the data of {pc} lie in another place too.'),
        ),
        way(
          'No, or only in part',
          'no-key',
          reported('The user reports that some data lie on the disk of {pc} only.'),
        ),
        way('Not known', 'no-key'),
      ],
    }),
    check('fleet', 'What do the devices share?', {
      body: 'Model, firmware, update of last night, policy. Stop the roll-out first; each device still needs its own key.',
      group: 'Fleet',
      commands: [
        reads('Get-HotFix | Sort-Object InstalledOn -Descending | Select-Object -First 5', {
          where: 'on a device that has started again',
        }),
        reads('Get-CimInstance Win32_BIOS | Select-Object Manufacturer, SMBIOSBIOSVersion', {
          where: 'on a device that has started again',
        }),
      ],
      ways: [
        way(
          'One update or firmware',
          'many',
          observed('The devices that ask for a key had the same update or firmware before.'),
        ),
        way(
          'One changed policy',
          'many',
          observed('The devices that ask for a key had the same change of policy before.'),
        ),
        way(
          'Nothing in common yet',
          'many',
          observed('The devices that ask for a key show nothing in common yet.'),
        ),
        way(
          'It is only this one after all',
          'key-id',
          observed('Only {pc} asks for its key; the others were another matter.'),
        ),
      ],
    }),
    subFlow('takeover', 'Suspected takeover', 'suspected-compromise', {
      group: 'Security',
      gives: { pc: '{pc}' },
      ways: [way('Known and harmless', 'key-id', undefined, { id: 'harmless' })],
    }),

    end('resolved', 'Starts again, key replaced', 'resolved', {
      verification: '{pc} started twice without asking for the key, and its protection is on',
      tell: 'Your computer starts as usual again. The key you were told is no longer valid.',
    }),
    end('not-proven', 'No key without a proof', 'escalate', {
      evidence: [
        'Who called, from which number',
        'Device and key ID, as told',
        'What is missing: proof, or the yes of someone entitled',
      ],
      tell: 'We may give the key only after we are sure who you are. Please ask your manager to call us.',
      followUp: 'Prove the identity by the house rule, then begin again',
    }),
    end('no-new-key', 'Starts, key still to be replaced', 'workaround', {
      cause: {
        status: 'probable',
        text: '{pc} asked for its key after a change of its state at start.',
      },
      verification: '{pc} starts, and the key that was told is still valid',
      tell: 'Your computer works again. We still have to replace the key, and will tell you when.',
      followUp: 'Make and store a new recovery key; until then the told one is valid',
    }),
    end('tpm', 'Fault of the security chip', 'escalate', {
      cause: {
        status: 'probable',
        text: 'The TPM of {pc} is not ready, so BitLocker cannot use it.',
      },
      evidence: [
        'Output of Get-Tpm',
        'Kinds and IDs of the protectors',
        'Model, firmware, warranty',
      ],
      tell: 'The security chip of your computer needs care. Until then it asks for the key at each start.',
      followUp: 'Repair by the vendor’s notes; never clear the TPM without a stored key',
    }),
    end('no-key', 'No key: the data cannot be read', 'escalate', {
      cause: { status: 'confirmed', text: 'The recovery key of {pc} was not stored anywhere.' },
      evidence: [
        'Key ID, and every place that was searched',
        'Which data have a copy, and where',
        'Since when the device is encrypted, and by what',
      ],
      tell: 'There is no key for this disk, and without it nobody can read the data. We set the computer up anew and bring back what has a copy.',
      followUp: 'Set up anew, restore; make a policy that stores the keys of this client',
    }),
    end('many', 'Several devices: the lead takes over', 'escalate', {
      cause: {
        status: 'probable',
        text: 'A roll-out changed the state at start of several devices.',
      },
      evidence: [
        'List of the devices with key IDs',
        'Update, firmware or policy they share, with times',
        'Is the roll-out stopped, and who was told',
      ],
      tell: 'Several devices are affected. We have stopped the cause and help one device after the other.',
      followUp: 'Suspend BitLocker before the next roll-out; replace the keys that were told',
    }),
    end('escalate', 'Hand over', 'escalate', {
      evidence: [
        'Key ID, and how often it asked',
        'State of BitLocker and TPM, without the digits',
        'Events with times',
        'Firmware, parts and docks',
        'Was the key told, and is it replaced',
      ],
      tell: 'We have found out more and passed it on to a colleague, who will come back to you.',
      followUp: 'Find the cause; replace the key if it was told',
    }),
  ],
)

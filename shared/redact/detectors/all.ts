/** The one list of detectors. What people's contacts are is asked for separately. */
import type { Detector } from '../page.ts'
import { authenticators } from './authenticators.ts'
import { codes } from './codes.ts'
import { commands } from './commands.ts'
import { connections } from './connections.ts'
import { contacts } from './contacts.ts'
import { givenAway } from './given-away.ts'
import { hashes } from './hashes.ts'
import { identity } from './identity.ts'
import { keyBlocks } from './key-blocks.ts'
import { money } from './money.ts'
import { network } from './network.ts'
import { passphrases } from './passphrases.ts'
import {
  passwordsBelowCreds,
  passwordsBesideNames,
  passwordsByLabel,
  passwordsInPairs,
  passwordsOfAdmins,
} from './passwords.ts'
import { recoveryKeys } from './recovery-keys.ts'
import { standingOut } from './standing-out.ts'
import { tables } from './tables.ts'
import { tokens } from './tokens.ts'
import { vendorKeys } from './vendor-keys.ts'

export const secretDetectors: readonly Detector[] = [
  tables,
  ...keyBlocks,
  ...passphrases,
  passwordsByLabel,
  passwordsInPairs,
  passwordsOfAdmins,
  passwordsBesideNames,
  passwordsBelowCreds,
  ...givenAway,
  ...commands,
  ...connections,
  ...network,
  ...hashes,
  ...tokens,
  ...vendorKeys,
  ...recoveryKeys,
  ...codes,
  ...authenticators,
  ...identity,
  ...money,
  standingOut,
]

export const contactDetectors: readonly Detector[] = contacts

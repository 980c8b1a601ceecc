/**
 * The script templates that ship with the product. Ids are fixed for ever, so that an upgrade
 * changes the same template instead of adding a second one.
 */
import type { ScriptContent } from '#shared/script/script.ts'
import { forgetCredential, resetPassword } from './scripts/accounts.ts'
import { checkFslogix, flushDns, whyRestarted } from './scripts/computers.ts'
import { clearPrintQueue, movePrinterPort } from './scripts/printing.ts'

export const BUILT_IN_SCRIPTS: readonly { id: string; content: ScriptContent }[] = [
  { id: '019a9f00-0000-7000-8000-000000000201', content: clearPrintQueue },
  { id: '019a9f00-0000-7000-8000-000000000202', content: movePrinterPort },
  { id: '019a9f00-0000-7000-8000-000000000203', content: flushDns },
  { id: '019a9f00-0000-7000-8000-000000000204', content: checkFslogix },
  { id: '019a9f00-0000-7000-8000-000000000205', content: forgetCredential },
  { id: '019a9f00-0000-7000-8000-000000000206', content: resetPassword },
  { id: '019a9f00-0000-7000-8000-000000000207', content: whyRestarted },
]

/**
 * Reads what a technician pasted: sentences for the record, each with the line that says it, and
 * what the output shows. Nothing is taken for true by this; a person confirms it.
 */
import { type OutputReading, type ReadTool, toOutput } from './output.ts'
import { readAccessList } from './tools/access-list.ts'
import { readBitlocker } from './tools/bitlocker.ts'
import { readConnections } from './tools/connections.ts'
import { readDcdiag } from './tools/dcdiag.ts'
import { readDsregcmd } from './tools/dsregcmd.ts'
import { readErrorCode } from './tools/error-code.ts'
import { readEventLog } from './tools/event-log.ts'
import { readFslogix } from './tools/fslogix.ts'
import { readIpconfig } from './tools/ipconfig.ts'
import { readKlist } from './tools/klist.ts'
import { readNameLookup } from './tools/name-lookup.ts'
import { readReplication } from './tools/replication.ts'
import { readSecureChannel } from './tools/secure-channel.ts'
import { readService } from './tools/service-state.ts'
import { readSystemFiles } from './tools/system-files.ts'
import { readTestNetConnection } from './tools/test-net-connection.ts'
import { readVssWriters } from './tools/vss-writers.ts'
import { readW32tm } from './tools/w32tm.ts'
import { readWhoamiGroups } from './tools/whoami-groups.ts'
import { readWinhttpProxy } from './tools/winhttp-proxy.ts'

const TOOLS: readonly ReadTool[] = [
  readIpconfig,
  readTestNetConnection,
  readNameLookup,
  readReplication,
  readDcdiag,
  readDsregcmd,
  readW32tm,
  readKlist,
  readWhoamiGroups,
  readAccessList,
  readConnections,
  readSecureChannel,
  readBitlocker,
  readVssWriters,
  readService,
  readWinhttpProxy,
  readSystemFiles,
  readFslogix,
  readEventLog,
]

/** Whatever stood beside it: a key to a disk is in nothing that leaves here. */
const RECOVERY_PASSWORD = /\d{6}(?:-\d{6}){7}/

const withoutKeys = (reading: OutputReading): OutputReading => ({
  ...reading,
  facts: reading.facts.filter(
    ({ text, quote }) => !RECOVERY_PASSWORD.test(text) && !RECOVERY_PASSWORD.test(quote),
  ),
})

/** Every tool that is recognised in it, in the order of the list; empty where none is. */
export function readOutput(pasted: string): OutputReading[] {
  const output = toOutput(pasted)
  const readings = TOOLS.flatMap((read) => read(output) ?? [])
    .map(withoutKeys)
    .filter((one) => one.facts.length > 0)
  if (readings.length > 0) return readings
  const codes = readErrorCode(output)
  return codes ? [withoutKeys(codes)] : []
}

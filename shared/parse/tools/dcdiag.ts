/** `dcdiag`: which tests of a domain controller failed. */
import { fact, type ReadTool, tellSome } from '../output.ts'

/** `......................... DC01 failed test SystemLog`, in the tool's languages. */
const RESULT =
  /^\s*\.{5,}\s*(\S+)\s+(failed test|passed test|hat den test (\S+) nicht bestanden|hat den test (\S+) bestanden|a échoué au test|a réussi le test)\s*(\S*)\.?\s*$/i

export const readDcdiag: ReadTool = ({ lines, text }) => {
  const results = lines.flatMap((line) => {
    const [, server, verdict, germanFailed, germanPassed, named] = RESULT.exec(line) ?? []
    if (!server || !verdict) return []
    const hasFailed = /failed|nicht bestanden|échoué/i.test(verdict)
    return [{ line, server, hasFailed, test: germanFailed ?? germanPassed ?? named ?? '' }]
  })
  const failed = results.filter(({ hasFailed }) => hasFailed)
  const [firstFailed] = failed
  if (firstFailed) {
    const others = tellSome([...new Set(failed.map(({ test }) => test))], 12)
    return {
      tool: 'dcdiag',
      findings: ['dc_tests_failed'],
      facts: [
        fact(`${firstFailed.server} failed: ${others}.`, firstFailed.line),
        ...failed
          .slice(1, 8)
          .map(({ server, test, line }) => fact(`${server} failed ${test}.`, line)),
      ],
    }
  }
  const [first] = results
  // With /q it prints failures only, so silence there says nothing here.
  if (
    !first ||
    !/dcdiag|domain controller diagnos|verzeichnisserverdiagnose|directory server diagnos|diagnostic du serveur/i.test(
      text,
    )
  )
    return undefined
  return {
    tool: 'dcdiag',
    findings: ['dc_tests_passed'],
    facts: [fact(`${first.server} passed all ${results.length} tests that were run.`, first.line)],
  }
}

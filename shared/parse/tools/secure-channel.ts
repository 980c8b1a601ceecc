/** `nltest /sc_query` and `Test-ComputerSecureChannel`: does the domain trust this device. */
import { tellCode } from '../error-codes.ts'
import { fact, findLine, type Output, type OutputReading, type ReadTool } from '../output.ts'

const STATUS =
  /^\s*(?:Trusted DC Connection Status|Vertrauenswürdiger DC\S* Verbindungsstatus|État de la connexion au contrôleur\D*)\s*Status\s*=\s*(\d+)/i
const DC =
  /^\s*(?:Trusted DC Name|Name des vertrauenswürdigen DCs?|Nom du contrôleur de domaine approuvé)\s+\\*(\S+)/i
const VERBOSE =
  /secure channel between .*? is (in good condition|broken)|sichere kanal zwischen .*? (ist in einwandfreiem zustand|ist unterbrochen|ist beschädigt)|canal sécurisé entre .*? (est en bon état|est rompu)/i

const PROMPT = /^PS [A-Z]:\\[^>]*>\s*$/i

export const readSecureChannel: ReadTool = (output) => readNltest(output) ?? readCmdlet(output)

function readNltest(output: Output): OutputReading | undefined {
  const line = findLine(output, STATUS)
  const code = STATUS.exec(line ?? '')?.[1]
  if (!line || !code) return undefined
  const named = findLine(output, DC)
  const dc = DC.exec(named ?? '')?.[1]
  const isFine = code === '0'
  return {
    tool: 'nltest /sc_query',
    findings: [isFine ? 'channel_fine' : 'channel_broken'],
    facts: [
      fact(
        isFine
          ? 'The secure channel works.'
          : `The secure channel does not work: ${tellCode(code)}.`,
        line,
      ),
      ...(named && dc ? [fact(`Its domain controller is ${dc}.`, named)] : []),
    ],
  }
}

function readCmdlet(output: Output): OutputReading | undefined {
  const line = findLine(output, VERBOSE)
  // Without -Verbose it prints one word, which could be of anything.
  const isAlone = output.lines.filter(
    (one) => one.trim() !== '' && !PROMPT.test(one) && !/Test-ComputerSecureChannel/i.test(one),
  )
  const asked = findLine(output, /Test-ComputerSecureChannel/i)
  const word = asked && isAlone.length === 1 ? isAlone[0] : undefined
  const said = line ?? (word && /^\s*(True|False)\s*$/i.test(word) ? word : undefined)
  if (!said) return undefined
  const isFine = line ? /good condition|einwandfrei|bon état/i.test(line) : /true/i.test(said)
  return {
    tool: 'Test-ComputerSecureChannel',
    findings: [isFine ? 'channel_fine' : 'channel_broken'],
    facts: [fact(isFine ? 'The secure channel works.' : 'The secure channel is broken.', said)],
  }
}

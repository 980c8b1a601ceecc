/**
 * Passwords in addresses and connection strings: `scheme://user:x@host`, account keys of
 * storage and messaging. `Password=x;` and `Pwd=x;` are found by their label.
 */
import { isStandIn } from '../judge.ts'
import { ahead, type Detector, NOTHING } from '../page.ts'
import { type Shape, shapeDetectors } from './rules.ts'

const inAddress: Detector = {
  name: 'password in an address',
  triggers: ['://'],
  find(page, _start, end) {
    const window = ahead(page, end, 300)
    const found =
      /^([^\s:@/"'<>]{0,80}):([^\s"'<>/]{1,200}(?:\/[^\s"'<>@/]{0,60})?)@(?=[\w.[-]*[\w\]])/.exec(
        window,
      )
    if (found && !isStandIn(found[2]!) && !/^\d{1,5}\//.test(found[2]!)) {
      const at = end + found[1]!.length + 1
      return [{ family: 'password', start: at, end: at + found[2]!.length }]
    }
    const alone = /^((?=[\w-]*\d)[\w-]{20,100})@[\w.-]+/.exec(window)
    if (!alone) return NOTHING
    return [{ family: 'access token', start: end, end: end + alone[1]!.length }]
  },
}

const shapes: Shape[] = [
  {
    on: 'sqlplus',
    family: 'password',
    shape: /^sqlplus\s+(?:-\w+\s+)*[\w$]+\/(?<secret>[^@\s"'/]{3,60})(?=@|\s|$)/i,
  },
  {
    on: 'accountkey=',
    family: 'api key',
    shape: /^AccountKey=(?<secret>[A-Za-z0-9+/]{20,}={0,2})/i,
    inside: true,
  },
  {
    on: 'sharedaccesskey=',
    family: 'api key',
    shape: /^SharedAccessKey=(?<secret>[A-Za-z0-9+/]{20,}={0,2})/i,
    inside: true,
  },
  {
    on: 'sharedaccesssignature',
    family: 'access token',
    shape: /^SharedAccessSignature[= ](?<secret>[^\s;"']{20,})/i,
    inside: true,
  },
  {
    on: 'instrumentationkey=',
    family: 'api key',
    shape: /^InstrumentationKey=(?<secret>[0-9a-f-]{36})/i,
    inside: true,
  },
]

export const connections: Detector[] = [inAddress, ...shapeDetectors(shapes)]

/**
 * Secrets inside commands: the switches and positions where Windows, PowerShell, Unix and
 * database tools take a password. Switches that carry the word itself (-Password, /pwd:,
 * --password=) are found by their label; here stand those that do not.
 */
import type { Span } from '../family.ts'
import { isStandIn } from '../judge.ts'
import { behind, type Detector, NOTHING } from '../page.ts'
import { type Lead, leadDetectors } from './rules.ts'

const password = (on: string, lead: RegExp): Lead => ({ on, family: 'password', lead })

/** One argument, quoted or not, and the space behind it. */
const A = String.raw`(?:"[^"]*"|'[^']*'|\S+)\s+`
const lead = (source: string) => new RegExp(`^${source.replaceAll('{arg}', A)}`, 'i')

const windows: Lead[] = [
  password(
    'net user,net1 user,net.exe user',
    lead(
      String.raw`net1?(?:\.exe)?\s+user\s+(?:\/\w+\s+)*{arg}(?:\/\w+\s+)*(?![*/]|(?:shows?|says?|lists?|returns?|and|then|to|in|for|on|command)\s)`,
    ),
  ),
  password(
    'net use,net.exe use',
    lead(
      String.raw`net(?:\.exe)?\s+use\s+(?:(?:\/[\w:.@\\-]+|\/user:"[^"]*"|[a-z*]:?|\\\\[^\s"]+|"\\\\[^"]*"|https?:\S+)\s+)+(?![*/\\"]\s*\\|\/|\*|[a-z]:\s|"?\\\\)`,
    ),
  ),
  password('cmdkey', lead(String.raw`cmdkey(?:\.exe)?(?=\s)[^\n]{0,200}?\/(?:pass|p):`)),
  password(
    'psexec,paexec,pskill,pslist,psinfo,psservice,psloggedon',
    lead(String.raw`\w+?(?:64)?(?:\.exe)?(?=\s)[^\n]{0,200}?\s-p\s+`),
  ),
  password('sqlcmd,osql,isql', lead(String.raw`\w+(?:\.exe)?(?=\s)[^\n]{0,200}?(?-i:\s-P)\s*`)),
  password('bcp', lead(String.raw`bcp(?:\.exe)?(?=\s)[^\n]{0,200}?(?-i:\s-P)\s*`)),
  password('schtasks', lead(String.raw`schtasks(?:\.exe)?(?=\s)[^\n]{0,300}?\/r?p\s+`)),
  password(
    'dsadd,dsmod,dsquery,dsget,dsrm,dsmove',
    lead(String.raw`ds\w+(?:\.exe)?(?=\s)[^\n]{0,300}?\s-(?:pwd|p)\s+`),
  ),
  password(
    'winrs,winrm',
    lead(String.raw`winr[sm](?:\.exe|\.cmd)?(?=\s)[^\n]{0,200}?\s[-/]p(?:assword)?:`),
  ),
  password('rasdial', lead(String.raw`rasdial(?:\.exe)?\s+{arg}(?!\/){arg}(?![*/])`)),
  password(
    'wevtutil,repadmin,logman,wecutil',
    lead(String.raw`\w+(?:\.exe)?(?=\s)[^\n]{0,200}?\s[/-]p[w]?:`),
  ),
  password('logman', lead(String.raw`logman(?=\s)[^\n]{0,200}?\s-u\s+{arg}(?!-)`)),
  password('csvde,ldifde', lead(String.raw`\w+(?:\.exe)?(?=\s)[^\n]{0,200}?\s-b\s+{arg}{arg}`)),
  password('netdom', lead(String.raw`netdom(?=\s)[^\n]{0,300}?\/p(?:assword)?[do]:`)),
  password('certutil', lead(String.raw`certutil(?:\.exe)?(?=\s)[^\n]{0,200}?\s-p\s+`)),
  password(
    'autologon',
    lead(String.raw`autologon(?:64)?(?:\.exe)?\s+(?!\/)(?=\S+\s+\S+\s+\S){arg}{arg}`),
  ),
  password('bitsadmin', lead(String.raw`bitsadmin\s+\/setcredentials\s+{arg}\w+\s+\w+\s+{arg}`)),
  password('xfreerdp,wfreerdp,sdl-freerdp', lead(String.raw`\w[\w-]*(?=\s)[^\n]{0,200}?\s\/p:`)),
  password('runas,lsrunas,cpau', lead(String.raw`\w+(?=\s)[^\n]{0,200}?\s[-/]p(?:ass)?[: ]\s*`)),
  password('wmic', lead(String.raw`wmic(?=\s)[^\n]{0,200}?\/pass(?:word)?:`)),
  password('nircmd', lead(String.raw`nircmd\s+runas\s+{arg}{arg}`)),
]

const powershell: Lead[] = [
  password(
    'convertto-securestring',
    lead(
      String.raw`ConvertTo-SecureString\s+(?:-(?:String|AsPlainText|Force)(?::\$true)?\s+)*(?:\(\s*)?(?!-)`,
    ),
  ),
  password('-asplaintext', /^-AsPlainText\s+(?:-Force\s+)?(?:-String\s+)?(?=["'])/i),
  password(
    'pscredential',
    /^PSCredential\]?(?:::new)?\s*(?:-ArgumentList\s*)?\(?\s*@?\(?\s*["'][^"'\n]{1,80}["']\s*,\s*(?:\(?\s*ConvertTo-SecureString\s+(?:-String\s+)?)?(?=["'])/i,
  ),
  password(
    'networkcredential',
    /^NetworkCredential\]?(?:::new)?\s*(?:-ArgumentList\s*)?\(\s*["'][^"'\n]{0,80}["']\s*,\s*(?=["'])/i,
  ),
  password(
    '.setpassword,.changepassword',
    /^\.(?:Set|Change)Password\(\s*(?:["'][^"'\n]+["']\s*,\s*)?(?=["'])/i,
  ),
  password('.invoke(', /^\.Invoke\(\s*["']SetPassword["']\s*,\s*@?\(?\s*(?=["'])/i),
  {
    on: '-recoverypassword,-rp',
    family: 'recovery key',
    lead: /^-(?:RecoveryPassword|rp)\s+(?=["']?\d{6})/i,
  },
  { on: '-pin', family: 'pin', lead: /^-pin\s+(?=["']?\d{4})/i },
  {
    on: '-clientsecret,-client-secret,-appsecret,-apikey,-api-key,-accountkey,-account-key,-storageaccountkey,-accesstoken,-access-token,-sastoken,-sas-token,-sharedkey,-shared-key,-token',
    family: 'api key',
    lead: /^-[\w-]+?[\s=:]+["']?(?=[^\s"']{8})/i,
  },
]

const unix: Lead[] = [
  password(
    'mysql,mysqldump,mysqladmin,mariadb,mysqlimport',
    lead(String.raw`\w+?(?:-dump)?(?:\.exe)?(?=\s)[^\n|]{0,200}?(?-i:\s-p)(?=[^\s])`),
  ),
  password(
    'curl',
    lead(
      String.raw`curl(?:\.exe)?(?=\s)[^\n]{0,200}?\s(?:-u|--user|-U|--proxy-user)[\s=]*["']?[^\s:"']{1,80}:`,
    ),
  ),
  password(
    'smbclient,rpcclient,smbmap,crackmapexec,netexec,nxc,net rpc',
    lead(String.raw`[^\n]{2,100}?\s(?:-U|--user)[\s=]*["']?[^\s%"']{1,80}%`),
  ),
  password(
    'smbmap,crackmapexec,netexec,nxc,evil-winrm,rdesktop,xtightvncviewer,lftp',
    lead(String.raw`\S+(?=\s)[^\n]{0,150}?\s-p\s+`),
  ),
  password(
    'plink,pscp,psftp,putty,kitty,winscp',
    lead(String.raw`\w+(?:\.exe|\.com)?(?=\s)[^\n]{0,200}?\s-pw\s+`),
  ),
  password('sshpass', lead(String.raw`sshpass\s+-p\s*`)),
  password(
    'az login,az.cmd login',
    lead(String.raw`az(?:\.cmd)?\s+login(?=\s)[^\n]{0,200}?\s-p\s+`),
  ),
  password(
    'docker login,podman login,helm registry,oc login,skopeo login,az acr',
    lead(String.raw`\w+(?=\s)[^\n]{0,200}?\s-p[\s=]+`),
  ),
  password(
    'ldapsearch,ldapmodify,ldapadd,ldapwhoami,ldappasswd,ldapdelete',
    lead(String.raw`\w+(?=\s)[^\n]{0,250}?(?-i:\s-w)\s*`),
  ),
  password(
    'ipmitool,racadm,hponcfg,ssacli,esxcli,govc,sshuttle',
    lead(String.raw`\w+(?=\s)[^\n]{0,150}?\s-p\s+`),
  ),
  password('redis-cli', lead(String.raw`redis-cli(?=\s)[^\n]{0,150}?\s-a\s+`)),
  password(
    'mongo,mongosh,mongodump,mongorestore',
    lead(String.raw`mongo\w*(?=\s)[^\n]{0,200}?\s-p\s+`),
  ),
  password(
    '7z ,7za,7zip,7zz,rar ,unrar',
    lead(String.raw`\w+(?:\.exe)?(?=\s)[^\n]{0,150}?\s-h?p(?=\S)`),
  ),
  password('unzip,zip ', lead(String.raw`\w+(?=\s)[^\n]{0,100}?\s-P\s*`)),
  password('htpasswd', lead(String.raw`htpasswd\s+-\w*b\w*\s+{arg}{arg}`)),
  password(
    'openssl',
    lead(
      String.raw`openssl(?=\s)[^\n]{0,200}?(?:-pass(?:in|out)?\s+["']?pass:|\s-(?:k|passwd)\s+)`,
    ),
  ),
  password(
    'keytool,jarsigner',
    lead(String.raw`\w+(?=\s)[^\n]{0,200}?-(?:store|key|src|dest)pass(?:wd)?\s+`),
  ),
  password('mount,mount.cifs', lead(String.raw`mount(?:\.cifs)?(?=\s)[^\n]{0,200}?(?:[\s,])pass=`)),
  password(
    'echo',
    /^echo\s+(?:-n\s+)?(?=(?:"[^"]+"|'[^']+'|\S+)\s*\|\s*(?:sudo\s+(?:-\w+\s+)*-S|passwd|kinit|\S*chpasswd|cryptsetup|su\b|openconnect|docker login|runas))(?:["']?[\w.-]+:)?/i,
  ),
  password('machine,default login', /^(?:machine\s+\S+|default)\s+login\s+\S+\s+password\s+/i),
  password('htpasswd,chpasswd', /^chpasswd\s*<<<\s*["']?[\w.-]+:/i),
  {
    on: 'snmpwalk,snmpget,snmpset,snmpbulkwalk,snmptrap,snmpgetnext',
    family: 'network secret',
    lead: lead(String.raw`\w+(?=\s)[^\n]{0,100}?(?-i:\s-c)\s+`),
  },
  {
    on: 'snmpwalk,snmpget,snmpset,snmpbulkwalk',
    family: 'network secret',
    lead: lead(String.raw`\w+(?=\s)[^\n]{0,150}?(?-i:\s-A)\s+`),
  },
  {
    on: 'snmpwalk,snmpget,snmpset,snmpbulkwalk',
    family: 'network secret',
    lead: lead(String.raw`\w+(?=\s)[^\n]{0,200}?(?-i:\s-X)\s+`),
  },
  password(
    'identified by,identified with',
    /^identified\s+(?:with\s+\S+\s+)?(?:by|as)\s+(?:password\s+)?(?=['"])/i,
  ),
  { on: 'radtest', family: 'password', lead: lead(String.raw`radtest\s+(?:-t\s+\w+\s+)?{arg}`) },
  {
    on: 'radtest',
    family: 'network secret',
    lead: lead(String.raw`radtest\s+(?:-t\s+\w+\s+)?{arg}{arg}{arg}{arg}`),
  },
  {
    on: 'slmgr,ospp.vbs',
    family: 'licence key',
    lead: /^(?:slmgr(?:\.vbs)?\s+[-/]ipk\s+|ospp\.vbs["']?\s+\/inpkey:)/i,
  },
]

/** `"x" | ConvertTo-SecureString`: the secret stands before the command. */
const pipedIntoSecureString: Detector = {
  name: 'password piped into a secure string',
  triggers: ['| convertto-securestring', '|convertto-securestring'],
  find(page, start) {
    const before = behind(page, start, 210)
    const found = /(["'])([^"'\r\n]{1,200})\1\s*$/.exec(before)
    if (!found || isStandIn(found[2]!)) return NOTHING
    const at = start - before.length + found.index + 1
    const span: Span = { family: 'password', start: at, end: at + found[2]!.length }
    return [span]
  },
}

export const commands: Detector[] = [
  ...leadDetectors([...windows, ...powershell, ...unix]),
  pipedIntoSecureString,
]

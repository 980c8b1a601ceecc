/**
 * Words that follow a word like "password" in ordinary sentences, and so are not its value:
 * "the password is expired", "Passwort wurde geändert", "le mot de passe est incorrect".
 *
 * One table for all languages: a word that is ordinary in one of them is a poor password in
 * the others. Endings of participles and adverbs stand in for the thousands not listed.
 */
import { DIGIT, DOT, FOREIGN, LETTER, makeUpOf, SIGN, UPPER } from './make-up.ts'

const ENGLISH = `
a an the this that these those my your his her its our their one ones it he she they we you i me him them us who whom whose which what
and or but nor so yet if then else than as at by for from in into of off on onto out over per since till until to up upon via with within without about above across after against along among around before behind below beneath beside besides between beyond despite down during except inside like near outside past through throughout toward towards under underneath unlike when whenever where wherever while because although though unless whether once
is are was were be been being am do does did done doing have has had having can could may might must shall should will would cannot cant dont doesnt didnt isnt wasnt wont wouldnt couldnt hasnt havent
not no never none nothing nobody neither either both each every all any some many much more most less least few fewer several other another such same only own too very just still already also again always often sometimes usually now later soon today tomorrow yesterday ago early earlier recently lately currently previously formerly finally eventually immediately temporarily permanently successfully manually automatically apparently probably possibly maybe perhaps likely unlikely simply really actually quite rather almost nearly exactly correctly incorrectly properly wrongly directly separately verbally personally accidentally there here everywhere elsewhere anywhere somewhere how why
ok okay yes true false null nil undefined na tbd tba todo unknown n/a empty blank missing absent unset hidden masked redacted removed secret secured secure insecure safe unsafe private public shared
wrong right correct incorrect valid invalid bad good fine weak strong stronger weaker simple complex complicated easy hard difficult long longer short shorter old older new newer fresh current previous former last latest first next original initial temporary temp permanent default standard generic random common unique different identical similar equal various certain specific particular special normal regular usual usable unusable available unavailable active inactive present ready due overdue about able unable aware unaware compliant noncompliant
expired expires expire expiring expiration expiry reset resets resetting changed change changes changing changeable set sets setting settings updated update updates updating created create generated generate generator rotated rotate rotation locked lock lockout unlocked unlock disabled disable enabled enable required require requires requirement requirements needed need needs wanted want wants accepted accept accepts rejected reject refused refuse denied denial failed fail fails failing failure failures succeeded success successful working work works worked worked broken stuck stolen leaked breached compromised exposed forgotten forgot forget remembered remember saved save saves stored store stores storing cached cache kept keep sent send sends given give gives gave handed provided provide provides supplied shared share told tell entered enter enters entering typed type types typing retyped reentered tried try tries trying tested test tests checked check checks confirmed confirm verified verify validated known lost found find written wrote noted documented recorded attached included copied pasted emailed mailed texted read spoken called asked ask asks asking requested request requests prompted prompt prompts prompting displayed shown show shows visible synced synchronized synchronised sync syncs replicated replication propagated pushed matched match matches matching mismatch mismatched used use uses using reused reuse applied assigned issued made make makes making left let hashed encrypted encryption unencrypted plaintext plain cleartext clear text hash hashes salt salted protected protection managed management manager managers vault vaults keeper safe note notes policy policies rule rules age ages length lengths minimum maximum min max history count counts complexity strength attempt attempts hint hints help field fields box boxes dialog window windows screen page pages form forms link links portal tool tools button option options column row table list lists file files folder sheet spreadsheet document entry entries item record records database server servers site system systems service services app apps application applications program software device devices computer computers machine laptop desktop workstation phone tablet printer router switch firewall gateway controller modem camera network domain account accounts user users username usernames login logins logon logons signin sign-in logoff logout name names id ids email emails mail mailbox mailboxes address address credentials credential admin administrator administrators owner manager technician tech client clients customer customers vendor company colleague coworker supervisor team staff support helpdesk desk office person people employee employees everyone someone anyone
self service self-service sspr writeback hashing filter filters spray spraying stuffing cracking recovery recover retrieval retrieve reminder notification notifications alert alerts message messages error errors issue issues problem problems question questions ticket tickets case call calls loop loops process procedure step steps step-by-step method way ways time times date day days week weeks month months year years hour hours minute minutes second seconds character characters chars char digit digits letter letters symbol symbols number numbers word words
auth authentication authenticate authenticated authenticator authorization mfa 2fa sso saml ldap ntlm kerberos oauth token tokens key keys code codes pin pins passcode password passwords passphrase pwd certificate certificates biometric fingerprint face hello
please thanks thank sorry hi hello dear regards per via see refer ref above below following follows attached here there accordingly instead together alone twice
back forward ahead away afterwards afterward anyway however therefore hence thus meanwhile otherwise
going gone goes go went come comes came coming get gets got getting gotten take takes took taken taking bring brought put puts move moved leave leaves leaving remains remain remained stay stays stayed stop stops stopped start starts started begin began run runs ran running happen happens happened look looks looked see sees seen saw say says said mean means meant think thinks thought know knows knew believe suspect seem seems seemed appear appears appeared become becomes became turn turned keeps
open opens opened close closed log logs logged logging connect connects connected connecting connection disconnect access accessed accessing accessible join joined join rejoin map mapped install installed reinstall uninstall configure configured configuration config deploy deployed restore restored backup backups boot reboot rebooted restart restarted pending queued waiting wait complete completed completing finish finished
vpn wifi wlan wi-fi rdp ssh ftp sftp smtp imap pop ad aad azure entra office outlook exchange onedrive sharepoint teams excel word powerpoint windows mac macos linux ios android iphone ipad chrome edge firefox safari citrix vmware hyper-v google gmail gsuite microsoft apple adobe salesforce quickbooks sage dropbox okta duo lastpass bitwarden keepass 1password dashlane itglue hudu intune autopilot bitlocker onsite on-site offsite remote remotely local locally cloud on-prem onprem on-premises premises internet intranet web website online offline home vault
case sensitive case-sensitive insensitive uppercase lowercase upper lower caps capslock numlock lock keyboard layout
high low medium full partial zero two three four five six seven eight nine ten eleven twelve
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec am pm est pst cst gmt utc
none-provided not-set not-provided not-required non-expiring never-expires must-change
bit bits byte bytes part parts half whole entire rest thing things something anything everything stuff bunch kind sort lot copy copies version versions value values variable variables parameter parameters argument string secure securestring object property attribute attributes flag flags
sticky paper whiteboard notepad notebook post-it monitor drawer envelope letter sms text voicemail chat slack whatsapp signal
delegated elevated granted revoked approved declined cancelled canceled aborted skipped ignored omitted optional mandatory forced enforced prohibited blocked allowed permitted limited restricted
based dependent related associated linked bound tied specific wide
typo misspelled misspelling expired/changed good/bad yes/no on/off
pass passes passed passing passthrough bypass rate okay/fail fail/pass warning warn info
local/domain cached/old
seriously literally basically essentially obviously hopefully unfortunately
`
const GERMAN = `
der die das den dem des ein eine einen einem einer eines mein dein sein seine seinen ihr ihre ihren unser euer kein keine keinen dieser diese dieses diesen jener jede jeder jedes alle allen alles beide einige mehrere viele wenig ich du er sie es wir ihm ihn mich mir dich dir uns euch sich man wer wen wem was welche welcher welches
und oder aber denn sondern weil dass ob wenn als wie wo wann warum damit obwohl nachdem bevor bis seit sobald falls also dann danach daher deshalb trotzdem dennoch
in im ins an am ans auf aus bei beim mit nach von vom vor zu zum zur durch ohne um gegen hinter neben unter zwischen statt trotz wegen laut per pro via fur uber uber fuer ueber
ist sind war waren wird werden wurde wurden worden sei bin bist habe hat haben hatte hatten kann konnte konnen koennen muss musste mussen muessen soll sollte sollen darf durfen will wollte mochte moechte lasst laesst geht ging lauft laeuft
nicht nie niemals kein nichts noch nur auch schon bereits immer immernoch wieder weiterhin jetzt nun heute gestern morgen bald spater spaeter fruher frueher sofort mehr sehr zu so hier dort da vorort selbst selber leider vermutlich wahrscheinlich eventuell vielleicht moglicherweise derzeit aktuell momentan zuletzt erst kurz neu telefonisch personlich persoenlich schriftlich mundlich muendlich separat
falsch richtig korrekt inkorrekt ungultig ungueltig gultig gueltig leer unbekannt bekannt fehlt fehlerhaft schwach stark stärker staerker sicher unsicher einfach komplex lang langer laenger kurz kurzer kuerzer alt altes alten alte neues neuen neue neuer aktuelles aktuellen temporar temporaer temporares temporaeres temporares vorlaufig vorlaeufig dauerhaft identisch gleich anders anderes verschieden abgelaufen gesperrt entsperrt vergessen verloren geandert geaendert gesetzt zuruckgesetzt zurueckgesetzt erneuert erstellt vergeben mitgeteilt ubergeben uebergeben gesendet verschickt geschickt gespeichert hinterlegt notiert dokumentiert gepruft geprueft getestet bestatigt bestaetigt eingegeben angefordert angefragt benotigt benoetigt erforderlich notig noetig notwendig gefragt verlangt abgefragt akzeptiert abgelehnt verweigert gewechselt synchronisiert ubernommen uebernommen kompromittiert bekannt gegeben
ja nein keine keiner siehe
lauft ablaufen lauft lauft ablauft ablaeuft andern aendern zurucksetzen zuruecksetzen setzen wechseln eingeben speichern vergeben lautet lauten
passwort passworter passwoerter kennwort kennworter kennwoerter benutzer benutzername anwender nutzer kunde kundin mitarbeiter mitarbeiterin kollege kollegin chef konto konten anmeldung richtlinie richtlinien anderung aenderung manager tresor eingabe abfrage feld fenster ablauf lange laenge zeichen tage tagen wochen monate stunden minuten jahre uhr datum rechner computer server dienst gerat geraet drucker system postfach portal mail telefon handy hotline zettel brief
`
const FRENCH = `
le la les l un une des du de d au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs je tu il elle on nous vous ils elles lui y en qui que quoi dont ou
et ou mais donc car ni si comme quand lorsque puisque parce afin alors ainsi aussi
a à dans par pour sur sous avec sans vers chez entre depuis pendant avant apres après contre selon via
est sont etait était etaient sera seront soit ete été a ont avait avaient doit doivent devra peut peuvent pourra faut va vont fait
pas plus jamais rien aucun aucune toujours encore deja déjà bien mal tres très trop peu assez maintenant hier aujourd demain bientot tard tot ici la là correctement directement automatiquement actuellement temporairement
incorrect correct errone erroné invalide valide expire expiré oublie oublié perdu change changé modifie modifié reinitialise réinitialisé defini défini requis obligatoire necessaire nécessaire inconnu connu vide faux bon mauvais faible fort temporaire provisoire nouveau nouvelle ancien ancienne actuel actuelle meme même different différent bloque bloqué verrouille envoye envoyé communique communiqué transmis donne donné enregistre enregistré stocke stocké teste testé verifie vérifié accepte accepté refuse refusé demande demandé
oui non aucun voir neant
mot motdepasse passe utilisateur compte client cliente session serveur poste service coffre politique jours caracteres caractères semaines mois heures
`
const SPANISH = `
el la los las lo un una unos unas del al este esta estos estas ese esa eso mi tu su sus nuestro nuestra yo ella ellos ellas usted ustedes nos se le les me te que quien cual cuyo
y e o u pero sino porque pues como cuando donde mientras aunque si entonces tambien también
de en con sin por para sobre bajo entre hasta desde hacia segun según contra ante tras durante
es son era eran fue fueron sera será sido esta está estan están estaba ser estar ha han habia había hay debe deben puede pueden tiene tienen va
no nunca jamas nada ningun ninguna ninguno siempre ya aun aún todavia todavía ahora hoy ayer mañana manana luego despues después antes pronto tarde muy mas más menos bien mal aqui aquí alli allí correctamente automaticamente automáticamente actualmente temporalmente telefonicamente
incorrecta incorrecto correcta correcto invalida inválida valida válida vacia vacía desconocida conocida caducada caducado expirada expirado vencida vencido olvidada perdida cambiada cambiado restablecida restablecido actualizada bloqueada bloqueado requerida requerido necesaria obligatoria temporal provisional nueva nuevo vieja antigua anterior actual misma mismo igual distinta diferente debil débil fuerte segura enviada guardada entregada aceptada rechazada solicitada pedida
si sí ver ninguna
usuario usuaria cuenta cliente contraseña contrasena clave servidor equipo servicio sistema politica política dias días caracteres semanas meses horas
`
const DUTCH = `
de het een dit dat deze die mijn jouw je zijn haar hun ons onze uw ik jij hij zij wij jullie hem mij jou zich men wie wat welke
en of maar want dus omdat als wanneer hoewel zodat terwijl dan
in op aan bij met naar van voor tot door uit over onder tussen zonder tegen volgens via per na om te tijdens
is zijn was waren wordt worden werd werden geweest heeft hebben had hadden kan kon kunnen moet moeten moest mag mogen zal zullen zou wil gaat ging doet
niet nooit niets geen altijd nog nu al ook weer steeds vandaag gisteren morgen straks later eerder hier daar zelf helaas waarschijnlijk misschien telefonisch mondeling
onjuist juist correct incorrect ongeldig geldig leeg onbekend bekend verlopen vergeten kwijt gewijzigd veranderd aangepast gereset ingesteld geblokkeerd ontgrendeld vereist nodig verplicht tijdelijk nieuw nieuwe oud oude huidig huidige zelfde hetzelfde anders zwak sterk veilig verstuurd verzonden doorgegeven opgeslagen getest gecontroleerd geaccepteerd geweigerd gevraagd
ja nee zie
wachtwoord wachtwoorden gebruiker gebruikersnaam account klant medewerker collega server dienst systeem beleid kluis dagen tekens weken maanden uren
`

/** Sorted once, in plain letters: compare with `plainWord`. */
const ORDINARY = new Set(
  [ENGLISH, GERMAN, FRENCH, SPANISH, DUTCH].flatMap((words) => words.split(/\s+/)).map(plainWord),
)
const ENDINGS =
  /^[a-z]{2,}(?:ed|ing|ly|able|ible|tion|sion|ment|ness|less|ward|wise|ized|ised|lich|igkeit|ung|ungen|iert|bar|eert|ando|iendo|mente|ción|cion|ado|ada|ido|ida)$/
const PARTICIPLES =
  /^(?:ge|ver|be|ent|er|zer|ab|an|auf|aus|ein|um|uber|ueber|unter|vor|zuruck|zurueck|nach|hinter|mit|zu|onder|her|door|uit|op|in)?ge[a-z]{2,}(?:t|en|d)$|^(?:ver|ent|zer|be)[a-z]{3,}(?:t|en|d)$/
const FRENCH_PARTICIPLE = /^[a-zà-ÿ]{2,}(?:é|ée|és|ées)$/

/** True for a word of ordinary speech; anything with a digit or symbol is not one. */
export function isOrdinaryWord(word: string): boolean {
  const made = makeUpOf(word)
  const lower = made & (UPPER | FOREIGN) ? word.toLowerCase() : word
  if (ORDINARY.has(lower)) return !isCamel(word, made)
  if (made & (DIGIT | DOT | SIGN)) return false
  if (made & ~LETTER && !/^[\p{L}/’'-]+$/u.test(word)) return false
  if (isCamel(word, made)) return false
  if (!(made & ~LETTER)) return isOrdinaryPart(lower)
  if (FRENCH_PARTICIPLE.test(lower)) return true
  const plain = plainWord(word)
  if (ORDINARY.has(plain)) return true
  if (/['’](?:s|t|re|ve|ll|d|m)$/.test(plain)) return true
  if (/[-/]/.test(plain)) return plain.split(/[-/]/).every((part) => isOrdinaryPart(part))
  return isOrdinaryPart(plain)
}

function isCamel(word: string, made: number): boolean {
  return (made & FOREIGN || (made & LETTER) === LETTER) !== 0 && /\p{Ll}\p{Lu}/u.test(word)
}

function isOrdinaryPart(part: string): boolean {
  if (ORDINARY.has(part) || ENDINGS.test(part)) return true
  return /[tnd]$/.test(part) && PARTICIPLES.test(part)
}

/** Lower case without accents, so that one spelling stands for all. */
export function plainWord(word: string): string {
  const made = makeUpOf(word)
  if (!(made & FOREIGN)) return made & UPPER ? word.toLowerCase() : word
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
}

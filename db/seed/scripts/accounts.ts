/** Accounts: a password that is new, and one that Windows still has of old. */
import { authorScript, parameter } from './author-script.ts'

export const forgetCredential = authorScript({
  name: 'Reset a cached credential',
  summary:
    'Takes a saved sign-in for one server out of the Windows credential store, drops its Kerberos tickets and shared drives, so that the next access asks anew.',
  words: [
    'saved credential',
    'cached credential',
    'old password',
    'keeps asking for the password',
    'credential manager',
    'account locks again and again',
    'mapped drive asks for password',
    'cmdkey',
  ],
  safety: 'changes',
  changes:
    'The saved sign-in is gone and has to be typed in at the next access. Open files on shares of this server lose their connection: let the user close them first.',
  where: 'in the session of the user, PowerShell without elevation',
  text: String.raw`
$server = '{server}'

cmdkey.exe /list
$targets = cmdkey.exe /list |
  Select-String -Pattern 'target=(.+)$' |
  ForEach-Object { $_.Matches[0].Groups[1].Value.Trim() } |
  Where-Object { $_ -like "*$server*" }
foreach ($target in $targets) { cmdkey.exe "/delete:$target" }
Get-SmbMapping | Where-Object RemotePath -Like "\\$server\*" | Remove-SmbMapping -Force -UpdateProfile:{forget_drives}
klist.exe purge

cmdkey.exe /list
`,
  parameters: [
    parameter('server', 'Server whose sign-in is forgotten', { example: 'srv-files' }),
    parameter('forget_drives', 'Forget its mapped drives as well', {
      kind: 'yes_no',
      standard: 'no',
      help: 'With no, drives come back at the next sign-in.',
    }),
  ],
})

export const resetPassword = authorScript({
  name: 'Set a new password for a directory account',
  summary:
    'Sets a new password in Active Directory, unlocks the account, and shows its state afterwards. For somebody whose identity was checked.',
  words: [
    'password reset',
    'forgot password',
    'password expired',
    'account locked',
    'new password',
    'unlock account',
  ],
  safety: 'disrupts',
  changes:
    'The old password is gone for good. What still has it, a phone or a service, is refused and may lock the account again.',
  where: 'on a domain controller or an admin computer, elevated PowerShell',
  text: `
Import-Module ActiveDirectory
$user = '{user}'
$password = ConvertTo-SecureString -String '{new_password}' -AsPlainText -Force

Get-ADUser -Identity $user -Properties LockedOut, PasswordLastSet | Format-List Name, SamAccountName, Enabled, LockedOut, PasswordLastSet
Set-ADAccountPassword -Identity $user -Reset -NewPassword $password
Set-ADUser -Identity $user -ChangePasswordAtLogon {must_change}
Unlock-ADAccount -Identity $user
Get-ADUser -Identity $user -Properties LockedOut, PasswordLastSet | Format-List Name, SamAccountName, Enabled, LockedOut, PasswordLastSet
`,
  parameters: [
    parameter('user', 'Sign-in name of the account', { example: 'a.meier' }),
    parameter('new_password', 'New password', {
      isSensitive: true,
      help: 'One that is used nowhere else. The person changes it at the first sign-in.',
    }),
    parameter('must_change', 'Must be changed at the next sign-in', {
      kind: 'yes_no',
      standard: 'yes',
    }),
  ],
})

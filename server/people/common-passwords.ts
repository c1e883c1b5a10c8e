/**
 * Passwords of eight signs and more that every guesser tries first: the leaked ones of a well-kept list (ASVS V6.2.4, V6.2.12),
 * and those that a Chinese service hall would think of. Compared in small letters; no network is asked.
 */
import { dictionary } from '@zxcvbn-ts/language-common'

/** The shortest that any policy lets be chosen; shorter ones need no list. */
const LENGTH_MIN = 8
const LATIN = `
password password1 password12 password123 passw0rd p@ssw0rd p@ssword 12345678 123456789 1234567890 0123456789 01234567
87654321 987654321 9876543210 11111111 00000000 88888888 66666666 99999999 12341234 11223344 12121212 123123123 112233445566
123321123 147258369 159357456 147852369 789456123 741852963 123456abc abc123456 abcd1234 1234abcd a1234567 a12345678 a123456789
aa123456 aa12345678 qq123456 qwe12345 qwer1234 1qaz2wsx 1qazxsw2 zaq12wsx qazwsxedc qwertyui qwertyuiop asdfghjk asdfghjkl
zxcvbnm1 1q2w3e4r 1q2w3e4r5t q1w2e3r4 qwerty12 qwerty123 asdf1234 zxcv1234 iloveyou iloveyou1 5201314520 52013145 1314520520
woaini520 woaini1314 woaini123 woaiwojia wodemima mima1234 mima12345678 mimamima welcome1 welcome123 changeme changeme1
letmein1 letmein123 administrator admin123 admin1234 admin12345 admin888 admin123456 admin@123 admin@1234 root1234 root123456
test1234 test123456 guest1234 user1234 manager1 manager123 superman sunshine princess football baseball trustno1 starwars
whatever computer internet monkey123 dragon123 master123 shadow123 michael1 abcdefgh abcdefg1 abc12345 aaaaaaaa 1a2b3c4d
p@ssw0rd1 p@ssw0rd123 password! password1! abc@1234 abc@12345 abcd@1234 aa@123456 qwe@1234 qwer@1234 1qaz@wsx 1qaz!qaz !qaz2wsx
huawei@123 huawei123 zhengwu123 zhengwu1 zwdt1234 zwdt@123 yichuang yichuang1 yichuang123 yichuang@123 dating123 chuangkou
chuangkou1 gov12345 gov@1234 beijing2008 china123 china1234 zhongguo zhongguo1 woaizhongguo fuwu1234 jiaohao1 paidui123
`
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set([
  ...LATIN.split(/\s+/).filter(Boolean),
  ...dictionary['passwords-common'].map(String).filter((word) => [...word].length >= LENGTH_MIN),
])

/** Certificates as bytes: what an authority of a hall and a server of it need of X.509 (RFC 5280), and nothing more. Pure. */
import { createHash, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'
import type { Instant } from '../../hall/ids.ts'

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'

export type Keys = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
export type Lifetime = { readonly from: Instant; readonly to: Instant }

const nameOf = (text: string): Name =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: COMMON_NAME, value: new AttributeValue({ utf8String: text }) }),
    ]),
  ])

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

/** The key's own name in certificates: the first 160 bits of its digest (RFC 7093 §2). */
const keyIdOf = (key: KeyObject): Buffer => createHash('sha256').update(spki(key)).digest().subarray(0, 20)

const extension = (id: string, value: unknown, critical = false): Extension =>
  new Extension({ extnID: id, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })

const generalName = (name: string): GeneralName =>
  isIP(name) === 0 ? new GeneralName({ dNSName: name }) : new GeneralName({ iPAddress: name })

/** This name alone: an address is a network of one. */
const subtree = (name: string): GeneralSubtree => {
  const kind = isIP(name)
  const base =
    kind === 0
      ? new GeneralName({ dNSName: name })
      : new GeneralName({ iPAddress: `${name}/${kind === 4 ? '32' : '128'}` })
  return new GeneralSubtree({ base })
}

type Wanted = {
  readonly subject: string
  readonly issuer: string
  readonly key: KeyObject
  readonly signer: KeyObject
  readonly lifetime: Lifetime
  readonly extensions: readonly Extension[]
}

const algorithm = (): AlgorithmIdentifier => new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 })

const signed = ({ subject, issuer, key, signer, lifetime, extensions }: Wanted): X509Certificate => {
  // The first bit clear, so that the number is positive, and the first byte never zero.
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: new Uint8Array(serial).buffer,
    signature: algorithm(),
    issuer: nameOf(issuer),
    validity: new Validity({ notBefore: new Date(lifetime.from), notAfter: new Date(lifetime.to) }),
    subject: nameOf(subject),
    subjectPublicKeyInfo: AsnConvert.parse(spki(key), SubjectPublicKeyInfo),
    extensions: new Extensions([...extensions]),
  })
  const body = Buffer.from(AsnConvert.serialize(tbsCertificate))
  const signature = sign('sha256', body, signer)
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm(),
    signatureValue: new Uint8Array(signature).buffer,
  })
  return new X509Certificate(Buffer.from(AsnConvert.serialize(certificate)))
}

/** The hall's own root. `names`: the only ones it can vouch for; whoever checks must understand that (critical). */
export const rootCertificate = (
  subject: string,
  keys: Keys,
  names: readonly string[],
  lifetime: Lifetime,
): X509Certificate =>
  signed({
    subject,
    issuer: subject,
    key: keys.publicKey,
    signer: keys.privateKey,
    lifetime,
    extensions: [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign), true),
      extension(
        id_ce_nameConstraints,
        new NameConstraints({ permittedSubtrees: new GeneralSubtrees(names.map(subtree)) }),
        true,
      ),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdOf(keys.publicKey))),
    ],
  })

/** A server's certificate under a root. `signer`: the root's key pair. */
export const serverCertificate = (
  root: { readonly subject: string; readonly keys: Keys },
  key: KeyObject,
  names: readonly string[],
  lifetime: Lifetime,
): X509Certificate =>
  signed({
    // Browsers look at the names below alone; this one is for people.
    subject: 'Yichuang hall server',
    issuer: root.subject,
    key,
    signer: root.keys.privateKey,
    lifetime,
    extensions: [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(id_ce_subjectAltName, new SubjectAlternativeName(names.map(generalName))),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdOf(key))),
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({ keyIdentifier: new SubjectKeyIdentifier(keyIdOf(root.keys.publicKey)) }),
      ),
    ],
  })

const parsed = (certificate: X509Certificate, id: string): OctetString | undefined =>
  AsnConvert.parse(certificate.raw, Certificate).tbsCertificate.extensions?.find(({ extnID }) => extnID === id)
    ?.extnValue

const textOf = ({ dNSName, iPAddress }: GeneralName): string => dNSName ?? iPAddress?.replace(/\/\d+$/, '') ?? ''

/** The names a root may vouch for; empty where it says nothing of names. */
export const permittedNames = (root: X509Certificate): readonly string[] => {
  const found = parsed(root, id_ce_nameConstraints)
  if (!found) return []
  return [...(AsnConvert.parse(found, NameConstraints).permittedSubtrees ?? [])].map(({ base }) => textOf(base))
}

/** The names a certificate is for. */
export const certificateNames = (certificate: X509Certificate): readonly string[] => {
  const found = parsed(certificate, id_ce_subjectAltName)
  return found ? [...AsnConvert.parse(found, SubjectAlternativeName)].map(textOf) : []
}

export const lifetimeOf = ({ validFrom, validTo }: X509Certificate): Lifetime => ({
  from: Date.parse(validFrom),
  to: Date.parse(validTo),
})

/** SHA-256 of the certificate in capital letters and pairs, as browsers and systems show it. */
export const fingerprintOf = ({ fingerprint256 }: X509Certificate): string => fingerprint256

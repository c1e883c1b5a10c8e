/**
 * Length and digest of each paper as text, on 80 and on 58 mm; dots of pictures left out. Titles break between words by the
 * dictionary of the Node that runs, so another Node may move one of them.
 */
export const GOLDEN_SLIPS: Readonly<Record<string, readonly string[]>> = {
  'collection as shipped': ['877 bede2eaa4780a088', '859 a23a90340fea7a66'],
  'day-end as shipped': ['14338 fd9deaeb64665ea8', '9999 daa1713859a72693'],
  declined: ['1168 3a1326b8741daa10', '1082 bac1bd2fa9f597e6'],
  'declined as shipped': ['995 cd514a166236d38a', '899 2dcd5d30aea22236'],
  elsewhere: ['720 fd498541235ae4f3', '690 cd3ee6a10161b1f0'],
  'elsewhere as shipped': ['654 a0d24cf9c5f12212', '620 ea5cdfd957ab34c3'],
  'fee as shipped': ['893 352a51f0167ead5d', '874 0dedeeaad4c5cb20'],
  guide: ['1037 34ed5bd3472aba86', '958 35e384da1137c7f7'],
  'guide as shipped': ['5160 8b42feea1cb40107', '3697 679dc06e5aeb6885'],
  'journey as shipped': ['649 fa985ea864d0360a', '628 fee12c77900fe0e9'],
  next: ['383 7a85c9906de8d43c', '326 96f14a8176636838'],
  'next as shipped': ['677 d619a5614591a9fd', '668 ac4f3d22e0b2a36b'],
  receipt: ['1246 bf738aacd73b559f', '1102 e6974c0fbf4d8bbc'],
  'receipt as shipped': ['12166 6ea9ae9f76c54598', '8546 3c3e6a127cab8fb0'],
  'service as shipped': ['5561 d2793149693ff7e9', '4128 3cb27bd777321e26'],
  special: ['948 eee90ea581abe037', '853 ecb943d0b35f3b3c'],
  'special as shipped': ['896 afc71e891daefef4', '800 f6639e9e7759c3c4'],
  supplement: ['1529 66c966ce8e476741', '1394 2160858bcb72e462'],
  'supplement as shipped': ['10093 d76cc5da4c35fb07', '7157 41130114214ed94d'],
  'test as shipped': ['2951 7c9ecf2b0dadf549', '2194 cfbce5edb597071d'],
  ticket: ['617 ac0b34358353c8e0', '571 f23e9ebd032d39ef'],
  'ticket as shipped': ['3052 8ed65fd480e02a0f', '2327 9bdf89986976b52a'],
  'ticket declared late': ['742 ed979786f6f19561', '696 558b22039b2f547c'],
  'waiting as shipped': ['540 176079a76a084508', '488 1bd20645ed9ddb87'],
}

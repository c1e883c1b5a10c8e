// The escpos package reads image files through get-pixels, which brings the retired `request` package and sixty others.
// Yichuang rasterises its own slips and never asks escpos to open a file, so this stand-in only says so if anybody does.
module.exports = () => {
  throw new Error('get-pixels is replaced by a stand-in: Yichuang never loads image files through escpos.')
}

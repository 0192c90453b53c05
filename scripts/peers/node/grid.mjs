// Images in a grid no taller than wide, row by row, as PNG wants its rows: a filter byte, then pixels from 0 black to 255 white.
export function drawGrid(images, count, imageWidth, imageHeight) {
  const columns = Math.ceil(Math.sqrt(count));
  const width = columns * imageWidth;
  const height = Math.ceil(count / columns) * imageHeight;
  const stride = width + 1;
  const rows = Buffer.alloc(stride * height);
  let pixel = 0;
  for (let image = 0; image < count; image++) {
    let at = Math.floor(image / columns) * imageHeight * stride + (image % columns) * imageWidth + 1;
    for (let y = 0; y < imageHeight; y++, at += stride) {
      for (let x = 0; x < imageWidth; x++) rows[at + x] = images[pixel++] * 255 + 0.5;
    }
  }
  return { rows, width, height };
}

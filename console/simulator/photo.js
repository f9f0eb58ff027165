/** Longest side of a picture that is sent, in pixels: enough to read a door plate, small enough for a slow line. */
const longestSide = 1600;
const quality = 0.85;

/** The picture as JPEG without its header (JSON carries it); drawing it anew also drops place and time of taking. */
export function encodePhoto(canvas, name) {
  const [, base64] = canvas.toDataURL('image/jpeg', quality).split(',');
  return { name: `${name.replace(/\.[^.]*$/, '')}.jpg`, base64 };
}

/** Reads a chosen file into a canvas; throws with a sentence for the person when it is no picture. */
export async function readPhoto(file) {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Error(`“${file.name}”打不开，换一张 JPG 或 PNG 照片。`);
  });
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}

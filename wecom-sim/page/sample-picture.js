/** The bytes of a file or blob in base64. */
export function asBase64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result.slice(reader.result.indexOf(',') + 1)));
    reader.addEventListener('error', () => reject(new Error('这张照片读不出来')));
    reader.readAsDataURL(blob);
  });
}

/** A drawn street lamp at dusk; no photo of a real place. */
export async function samplePicture() {
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 360;
  const pen = canvas.getContext('2d');
  const sky = pen.createLinearGradient(0, 0, 0, 360);
  sky.addColorStop(0, '#2b3d5c');
  sky.addColorStop(1, '#b98d6d');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 480, 360);
  pen.fillStyle = '#20262e';
  pen.fillRect(0, 300, 480, 60);
  pen.fillRect(236, 80, 8, 225);
  pen.fillRect(236, 80, 70, 7);
  pen.fillRect(292, 87, 26, 10);
  pen.fillStyle = '#e9e2d4';
  pen.font = '20px sans-serif';
  pen.fillText('示例图：不亮的路灯', 20, 340);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  return asBase64(blob);
}

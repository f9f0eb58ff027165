/** Pictures drawn here, so that nobody needs a photo at hand. Sizes in pixels of the picture. */
const width = 640;
const height = 480;

function fill(pen, colour, ...points) {
  pen.fillStyle = colour;
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.closePath();
  pen.fill();
}

function street(pen) {
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, '#0f1b33');
  sky.addColorStop(1, '#33476b');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  fill(pen, '#1b2640', [300, 90], [600, 90], [600, 400], [300, 400]);
  for (let floor = 0; floor < 5; floor += 1) {
    for (let room = 0; room < 6; room += 1) {
      pen.fillStyle = (floor * 7 + room * 5) % 4 === 0 ? '#e8c878' : '#26334f';
      pen.fillRect(322 + room * 46, 112 + floor * 54, 26, 32);
    }
  }
  fill(pen, '#222c3f', [0, 400], [width, 400], [width, height], [0, height]);
}

function lamp(pen, lit) {
  if (lit) {
    const glow = pen.createRadialGradient(214, 132, 8, 214, 190, 260);
    glow.addColorStop(0, 'rgba(255, 226, 150, .95)');
    glow.addColorStop(1, 'rgba(255, 226, 150, 0)');
    fill(pen, glow, [190, 128], [238, 128], [400, 430], [40, 430]);
  }
  pen.strokeStyle = '#7d8798';
  pen.lineWidth = 9;
  pen.beginPath();
  pen.moveTo(140, 420);
  pen.lineTo(140, 120);
  pen.quadraticCurveTo(146, 104, 214, 108);
  pen.stroke();
  fill(pen, lit ? '#fff3cf' : '#39435a', [186, 106], [242, 106], [236, 132], [192, 132]);
}

function yard(pen) {
  pen.fillStyle = '#bcd6e6';
  pen.fillRect(0, 0, width, height);
  fill(pen, '#8fb07f', [0, 210], [180, 150], [380, 205], [width, 160], [width, 300], [0, 300]);
  fill(pen, '#e9ddc6', [40, 170], [200, 170], [200, 300], [40, 300]);
  fill(pen, '#a4553d', [24, 172], [120, 116], [216, 172]);
  fill(pen, '#b9b2a4', [0, 290], [width, 290], [width, height], [0, height]);
}

function bin(pen, fallen) {
  pen.save();
  pen.translate(390, fallen ? 385 : 300);
  if (fallen) pen.rotate(-1.45);
  fill(pen, '#2f6d57', [-62, -70], [62, -70], [48, 92], [-48, 92]);
  fill(pen, '#214f40', [-70, -88], [70, -88], [70, -66], [-70, -66]);
  pen.restore();
  if (!fallen) return;
  const litter = [
    [250, 408, '#e7e3d4'],
    [222, 432, '#c46a4a'],
    [276, 440, '#7f97b8'],
    [196, 404, '#d8c06a'],
    [300, 420, '#f0efe9'],
  ];
  for (const [x, y, colour] of litter)
    fill(pen, colour, [x, y], [x + 26, y - 8], [x + 34, y + 10], [x + 6, y + 16]);
}

const samples = {
  路灯不亮: (pen) => [street(pen), lamp(pen, false)],
  路灯亮了: (pen) => [street(pen), lamp(pen, true)],
  垃圾桶倒了: (pen) => [yard(pen), bin(pen, true)],
  垃圾桶扶好了: (pen) => [yard(pen), bin(pen, false)],
};

export const sampleNames = Object.keys(samples);

/** A canvas with the picture; it says on itself that it is invented. */
export function drawSample(name) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  samples[name](pen);
  pen.fillStyle = 'rgba(10, 18, 30, .55)';
  pen.fillRect(0, height - 40, width, 40);
  pen.fillStyle = '#fff';
  pen.font = '20px sans-serif';
  pen.fillText(`示例照片（虚构）· ${name}`, 16, height - 13);
  return canvas;
}

/**
 * How fast WebGL is at best on this device, told by a small piece of what a network is made of: reading numbers from
 * textures and adding them up. The name of a GPU does not tell: WebKit says "Apple GPU" also where the processor imitates one,
 * and to compile and run a network there takes most of a minute.
 */
import { makeWebgl } from './candidates.js';

const SIDE_PX = 256;
const READS_PER_PIXEL = 64;
const RUNS = 3;
/**
 * That a network takes for a pixel of its input, at least: the published models multiply a thousand times for it, and WebGL
 * reads twice for eight multiplications. An imitated GPU took three times as long as for these reads alone.
 */
const READS_PER_INPUT_PIXEL = 1500;

const CORNERS = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;
const SUM = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D numbers;
uniform int reads;
out vec4 sum;
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy) & 63;
  sum = vec4(0.0);
  for (int i = 0; i < reads; i += 1)
    sum += 0.5 * sum.yzwx + texelFetch(numbers, ivec2((at.x + i) & 63, at.y), 0);
}`;

/**
 * @param {{ height: number, width: number }} input Of the network, pixels.
 * @returns {number} Milliseconds that a frame takes at least; 0 where that cannot be told.
 */
export function leastWebglTime({ height, width }) {
  try {
    const gl = makeWebgl();
    if (!gl) return 0;
    const time_ms = timeReads(gl);
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    return (time_ms * READS_PER_INPUT_PIXEL * height * width) / (READS_PER_PIXEL * SIDE_PX ** 2);
  } catch {
    return 0; // a trial with the network itself shows what is wrong
  }
}

/**
 * @param {WebGL2RenderingContext} gl
 * @returns {number} Milliseconds for the reads alone, without what every drawing takes.
 */
function timeReads(gl) {
  gl.canvas.width = gl.canvas.height = SIDE_PX;
  const reads = gl.getUniformLocation(useProgram(gl), 'reads');
  bindNumbers(gl);
  gl.uniform1i(reads, READS_PER_PIXEL);
  const pixel = new Uint8Array(4);
  const draw = (/** @type {number} */ side) => {
    const start = performance.now();
    gl.viewport(0, 0, side, side);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel); // waits until it is drawn
    return performance.now() - start;
  };
  draw(1); // compiles
  const fastest = (/** @type {number} */ side) => Math.min(...Array.from({ length: RUNS }, () => draw(side)));
  return Math.max(0, fastest(SIDE_PX) - fastest(1));
}

/** @param {WebGL2RenderingContext} gl */
function useProgram(gl) {
  const program = gl.createProgram();
  for (const [kind, source] of /** @type {const} */ ([
    [gl.VERTEX_SHADER, CORNERS],
    [gl.FRAGMENT_SHADER, SUM],
  ])) {
    const shader = /** @type {WebGLShader} */ (gl.createShader(kind));
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error('WebGL cannot compile a program');
  gl.useProgram(program);
  return program;
}

/** @param {WebGL2RenderingContext} gl */
function bindNumbers(gl) {
  const side = 64;
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  const numbers = new Float32Array(4 * side * side).fill(0.5);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, side, side, 0, gl.RGBA, gl.FLOAT, numbers);
  // Textures of floats are complete with nearest neighbours alone.
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
}

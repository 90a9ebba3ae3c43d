import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Curve, curves } from '../../../src/language/activations.ts';
import { drawCurve } from '../../../src/ui/panes/inspect-curve.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';
import { plainLine } from '../frames.ts';

const unicode = createTheme(24, true);
const ascii = createTheme(1, false);

function draw(z: number, tangent: boolean, theme = unicode, curve: Curve = curves.sigmoid): string {
  return drawCurve({ curve, z, tangent }, 36, 11, theme).map(plainLine).join('\n');
}

describe('the sigmoid curve', () => {
  it('rises from 0 to 1 with a dot at the sum', () => {
    expect(draw(0, false)).toMatchInlineSnapshot(`
      "  1 │                     ⣠⠤⠒⠒⠉⠉⠉⠉⠉⠉
          │                   ⣠⠚⠁         
          │                 ⢀⡞⠁           
          │                ⢠⠎             
      0.5 │               ⢠⠏              
          │              ⢠●               
          │             ⣠⠃                
          │            ⡴⠁                 
          │         ⢀⡠⠋                   
        0 │⣀⣀⣀⣀⣀⣀⡤⠤⠒⠋                     
           −6             0             +6"
    `);
  });

  it('shows the slope at the dot as a tangent', () => {
    expect(draw(-2.5, true)).toMatchInlineSnapshot(`
      "  1 │                     ⣠⠤⠒⠒⠉⠉⠉⠉⠉⠉
          │                   ⣠⠚⠁         
          │                 ⢀⡞⠁           
          │                ⢠⠎             
      0.5 │               ⢠⠏              
          │              ⢠⠋               
          │             ⣠⠃                
          │            ⡴⢀⡀                
          │         ⢀⣠⠴⠚⠉                 
        0 │⣀⣀⣀⣀⣀⣀⣀⡤⠖●                     
           −6             0             +6"
    `);
  });

  it('is drawn in ASCII alone on a terminal without UTF-8', () => {
    expect(draw(1.5, true, ascii)).toMatchInlineSnapshot(`
      "  1 |                    ...........
          |                   O..         
          |                 ...           
          |               ...             
      0.5 |              ...              
          |              ..               
          |             ..                
          |            ..                 
          |         ...                   
        0 |..........                     
           -6             0             +6"
    `);
  });

  it('has a longer axis for a large sum', () => {
    expect(draw(-14.2, false).split('\n').at(-1)).toMatch(/^ +−16 +0 +\+16$/);
  });

  it('has its dot inside and its exact size for any function and sum', () => {
    const anyCurve = fc.constantFrom<Curve>(...Object.values(curves));
    const sizes = fc.record({ columns: fc.integer({ min: 16, max: 60 }), rows: fc.integer({ min: 5, max: 20 }) });
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
        fc.boolean(),
        sizes,
        anyCurve,
        (z, tangent, { columns, rows }, curve) => {
          const frame = drawCurve({ curve, z, tangent }, columns, rows, unicode);
          expect(frame.length).toBe(rows);
          expect(frame.map(plainLine).join('')).toContain('●');
          expect(frame.slice(0, -1).map(lineWidth)).toEqual(Array.from({ length: rows - 1 }, () => columns));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the curve of another function', () => {
  it('the curve of tanh goes from −1 to 1', () => {
    expect(draw(-0.6, true, unicode, curves.tanh)).toMatchInlineSnapshot(`
      "  1 │                  ⢀⠄⠋⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
          │                 ⣰⡜            
          │                ⢠⣰⠁            
          │                ⢠⠃             
          │               ⢰⡎              
        0 │               ⡼               
          │              ⢰⠁               
          │             ●⠇                
          │            ⢀⡞                 
       −1 │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣠⠴⡸                  
           −6             0             +6"
    `);
  });

  it('the curve of gelu shows its dip', () => {
    expect(draw(-1.8, true, unicode, curves.gelu)).toMatchInlineSnapshot(`
      "   4 │                            ⣠⠞
           │                          ⢀⡔⠁ 
           │                         ⡰⠋   
           │                       ⣠⠞     
           │                     ⢀⡴⠁      
           │                    ⣠⠎        
           │                  ⢀⡴⠁         
           │                 ⣠⠊           
         0 │⣀⣀⣀⢤⣀⣀⣀⣀      ⢀⡠⠞⠁            
      −0.5 │       ⠈●⠉⠉⠙⠒⠂⠉               
            −4             0            +4"
    `);
  });

  it('the curve of elu labels 0 at its height', () => {
    expect(draw(1, false, ascii, curves.elu)).toMatchInlineSnapshot(`
      "  4 |                             ..
          |                           ... 
          |                         ...   
          |                       ...     
          |                     ...       
          |                   ...         
          |                 ..O           
          |               ...             
        0 |            ....               
       -1 |.............                  
           -4             0             +4"
    `);
  });

  it('the curve of relu marks its level part for an output of 0', () => {
    const frame = drawCurve({ curve: curves.relu, z: undefined, level: 0, tangent: true }, 36, 11, unicode);
    const marked = frame.flatMap((line) => line.filter(({ style }) => style === unicode.styles.accent));
    expect(frame.map(plainLine)[9]).toBe('  0 │⣀⣀⣀⣀⣀⣀⣀●⣀⣀⣀⣀⣀⣀⣀⣀⠞⠁             ');
    expect(marked.map(({ text }) => text).join('')).toBe('⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀');
  });

  it('has no dot for an output off the curve', () => {
    expect(draw(Number.NaN, true)).not.toContain('●');
  });
});

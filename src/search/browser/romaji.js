// Latin letters → the kana that they spell. src/search/romaji.rs has the same table, and explains it.

const SEARCH_SYLLABLES = (
  "kyaキャ kyuキュ kyoキョ shaシャ shuシュ shoショ sheシェ syaシャ syuシュ syoショ chaチャ chuチュ choチョ cheチェ " +
  "tyaチャ tyuチュ tyoチョ nyaニャ nyuニュ nyoニョ hyaヒャ hyuヒュ hyoヒョ myaミャ myuミュ myoミョ ryaリャ ryuリュ " +
  "ryoリョ gyaギャ gyuギュ gyoギョ byaビャ byuビュ byoビョ pyaピャ pyuピュ pyoピョ zyaジャ zyuジュ zyoジョ jyaジャ " +
  "jyuジュ jyoジョ shiシ chiチ tsuツ dhiディ thiティ jaジャ juジュ joジョ jeジェ faファ fiフィ feフェ foフォ kaカ kiキ " +
  "kuク keケ koコ saサ siシ suス seセ soソ taタ tiチ tuツ teテ toト naナ niニ nuヌ neネ noノ haハ hiヒ huフ fuフ " +
  "heヘ hoホ maマ miミ muム meメ moモ yaヤ yuユ yoヨ raラ riリ ruル reレ roロ waワ woヲ gaガ giギ guグ geゲ goゴ " +
  "zaザ ziジ jiジ zuズ zeゼ zoゾ daダ diヂ duヅ deデ doド baバ biビ buブ beベ boボ paパ piピ puプ peペ poポ vuヴ " +
  "aア iイ uウ eエ oオ nン -ー"
)
  .split(" ")
  .map((syllable) => /^([a-z-]+)(.+)$/.exec(syllable)?.slice(1) ?? []);
const SEARCH_SPELT = 4;

/**
 * The katakana that a word spells; empty if not all of it is read so.
 * @param {string} word
 */
export function searchKana(word) {
  if (word.length < SEARCH_SPELT) return "";
  let kana = "";
  for (let rest = word; rest !== "";) {
    if (/^([^aiueon])\1|^tch/.test(rest)) {
      kana += "ッ";
      rest = rest.slice(1);
      continue;
    }
    const found = SEARCH_SYLLABLES.find(([spelt]) => rest.startsWith(spelt));
    if (!found) return "";
    kana += found[1];
    rest = rest.slice(found[0].length);
  }
  return kana;
}

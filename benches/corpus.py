#!/usr/bin/env python3
"""Generated pages for site.rs: the same text for this program and for those that it is compared with.

usage: corpus.py FOLDER PAGES

Makes FOLDER/{shirube,hugo,zola,mdbook}, each with all pages (both languages together) in that program's layout. Settings
and templates of the others are copied from peers/; ours are those of the project. A page has about 600 English words or
1,500 Japanese characters, eight headings, a table, lists, code, five links to other pages, and front matter. The text is
nonsense in the words of the field (words.toml). Its vocabulary grows with the number of pages, as that of real text does.
The same number gives the same bytes.
"""

import itertools
import json
import random
import re
import shutil
import sys
import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
SEED = 1
TITLES = {"en": "CSIRT Guide", "ja": "CSIRTガイド"}
# One noun of this many is a rare one, of which there are so many.
RARE_SHARE = 0.12
RARE_WORDS = 20_000


class Vocabulary:
    """The words of a language, each list with those first that are used most."""

    def __init__(self, language, words):
        split = lambda name: words[name].replace("\n", "").split("|")
        self.japanese = language == "ja"
        self.nouns, self.adjectives, self.verbs = split("nouns"), split("adjectives"), split("verbs")
        self.roles, self.conditions = split("roles"), split("conditions")
        self.tags, self.sections = split("tags"), split("sections")
        self.sentences = words["sentences"]
        parts = words["parts"]
        self.parts = parts.replace("\n", "") if self.japanese else parts.split()


@cache
def weights(count):
    """Zipf's law for a list of that length, summed up."""
    return list(itertools.accumulate(1 / (rank + 1) ** 0.85 for rank in range(count)))


def pick(rng, words):
    return rng.choices(words, cum_weights=weights(len(words)))[0]


def rare(rng, words):
    number = min(RARE_WORDS - 1, int(RARE_WORDS * rng.random() ** 2.2))
    own = random.Random(number)
    return "".join(own.choice(words.parts) for _ in range(2 if words.japanese else 3))


def noun(rng, words):
    return rare(rng, words) if rng.random() < RARE_SHARE else pick(rng, words.nouns)


def reference(rng):
    kind = rng.randrange(3)
    if kind == 0:
        return f"CVE-{rng.randrange(2015, 2027)}-{rng.randrange(1000, 60000):05}"
    if kind == 1:
        letters = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(3))
        return f"CSB-{letters}-{rng.randrange(100, 999)}"
    return f"RFC {rng.randrange(2000, 9800)}"


def capital(text):
    return text[0].upper() + text[1:]


def sentence(rng, words):
    if words.japanese:
        form = rng.choice(words.sentences)
    role, condition = pick(rng, words.roles), pick(rng, words.conditions)
    if not words.japanese:
        form = rng.choice(words.sentences)
    return form.format(
        r=role,
        R=capital(role),
        c=condition,
        C=capital(condition),
        a=pick(rng, words.adjectives),
        a2=pick(rng, words.adjectives),
        n=noun(rng, words),
        n2=noun(rng, words),
        n3=noun(rng, words),
        n4=noun(rng, words),
        v=pick(rng, words.verbs),
        v2=pick(rng, words.verbs),
        x=reference(rng),
    )


def paragraph(rng, words, sentences):
    space = "" if words.japanese else " "
    return space.join(sentence(rng, words) for _ in range(sentences))


def title(rng, words, number):
    one, two, three = pick(rng, words.adjectives), pick(rng, words.nouns), pick(rng, words.nouns)
    if words.japanese:
        return f"{one}{two}と{three}（{number}）"
    return capital(f"{one} {two} and {three} ({number})")


def heading(rng, words):
    one, two = pick(rng, words.nouns), pick(rng, words.nouns)
    return f"{one}の{two}" if words.japanese else capital(f"{one} and {two}")


def link(rng, words, target):
    """A sentence with a link to a page by its number, which each layout writes in its own way."""
    label, strong = pick(rng, words.nouns), pick(rng, words.nouns)
    code = reference(rng)
    if words.japanese:
        return f"詳細は[{label}の手引き](LINK:{target})を参照のこと。**{strong}**は`{code}`に記録する。"
    return f"See [the {label} guide](LINK:{target}) for details. The **{strong}** is kept in `{code}`."


def table(rng, words):
    rows = ["| 項目 | 内容 | 期限 |" if words.japanese else "| Item | Content | Deadline |", "|---|---|---:|"]
    for _ in range(5):
        item, kind, content = pick(rng, words.nouns), pick(rng, words.adjectives), pick(rng, words.nouns)
        hours = rng.randrange(1, 72)
        if words.japanese:
            rows.append(f"| {item} | {kind}{content} | {hours}時間 |")
        else:
            rows.append(f"| {capital(item)} | {kind} {content} | {hours} hours |")
    return rows


def bullets(rng, words):
    if words.japanese:
        return [f"- {pick(rng, words.nouns)}を{pick(rng, words.verbs)}" for _ in range(5)]
    items = ((pick(rng, words.roles), pick(rng, words.verbs), pick(rng, words.nouns)) for _ in range(5))
    return [f"- {capital(role)} {verb} the {thing}" for role, verb, thing in items]


def code(rng, words):
    what = pick(rng, words.nouns)
    return [
        "```bash",
        f"# {what}を確認する" if words.japanese else f"# check the {what}",
        f"grep -E '{reference(rng)}' /var/log/{pick(rng, ENGLISH.nouns)}.log | sort | uniq -c",
        f"sha256sum ./evidence/{pick(rng, ENGLISH.nouns)}-{rng.randrange(10000):04}.img",
        f"jq '.items[] | select(.severity > {rng.randrange(1, 9)})' report.json",
        "```",
    ]


def steps(rng, words):
    lines = []
    for number in range(1, 5):
        kind, thing = pick(rng, words.adjectives), pick(rng, words.nouns)
        if words.japanese:
            lines.append(f"{number}. {kind}{thing}を{pick(rng, words.verbs)}")
        else:
            lines.append(f"{number}. Check the {kind} {thing}")
    return lines


class Page:
    def __init__(self, number, pairs, language):
        words = WORDS[language]
        base = (SEED << 32) ^ (number * 2654435761)
        # What a page has in common with its translation, and what not.
        shared = random.Random(base)
        rng = random.Random(base ^ (1 if words.japanese else 2))
        self.number, self.language = number, language
        self.section, self.name = section_of(number), name_of(number)
        self.tags = [words.tags[tag] for tag in sorted(shared.sample(range(20), 3))]
        links = [shared.randrange(pairs) for _ in range(5)]
        self.title = title(rng, words, number)
        self.description = sentence(rng, words)
        self.date = f"2026-01-{number % 28 + 1:02}"
        self.body = "\n".join(body(rng, words, links))

    def linked(self, address):
        """The text, with links as a layout writes them: `address` knows them by section and name."""
        there = lambda found: address(section_of(int(found[1])), name_of(int(found[1])))
        return re.sub(r"LINK:(\d+)", there, self.body)


def body(rng, words, links):
    lines = [paragraph(rng, words, 4 if words.japanese else 3), ""]
    for number, block in enumerate((table, bullets, code, steps)):
        lines += [f"## {heading(rng, words)} {number + 1}", ""]
        lines += [paragraph(rng, words, 3), "", link(rng, words, links[number]), ""]
        below = pick(rng, words.nouns)
        lines += [f"### {below if words.japanese else capital(below)} {number + 1}.1", ""]
        lines += [*block(rng, words), ""]
        long = number == 2 if words.japanese else number != 3
        lines += [paragraph(rng, words, 2 if long else 1), ""]
    lines += ["> " + sentence(rng, words), ""]
    related = "関連：" if words.japanese else "Related: "
    return lines + [f"{related}[{pick(rng, words.nouns)}](LINK:{links[4]})", ""]


def section_of(number):
    return SECTIONS[number % len(SECTIONS)]


def name_of(number):
    return f"p{number:05}"


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def listed(texts):
    return ", ".join(quoted(text) for text in texts)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def sections(language):
    """Address, title and number of each section."""
    for number, (address, name) in enumerate(zip(SECTIONS, WORDS[language].sections), start=1):
        yield address, name, number


class Shirube:
    def __init__(self, folder):
        self.content = folder / "shirube" / "content"
        for language in WORDS:
            self.index(language, "", f"title = {quoted(TITLES[language])}\n")
            for address, name, number in sections(language):
                self.index(language, address, f"title = {quoted(name)}\norder = {number}\n")

    def index(self, language, section, front):
        path = self.content / language / section / "index.md"
        write(path, f"+++\n{front}+++\n\n```pages\n```\n")

    def page(self, page):
        front = f"title = {quoted(page.title)}\ndescription = {quoted(page.description)}\ndate = {page.date}\n"
        text = page.linked(lambda section, name: f"../{section}/{name}.md")
        path = self.content / page.language / page.section / f"{page.name}.md"
        write(path, f"+++\n{front}+++\n\n{text}")

    def end(self):
        pass


class Hugo:
    def __init__(self, folder):
        self.content = folder / "hugo" / "content"
        shutil.copytree(HERE / "peers" / "hugo", folder / "hugo")
        for language in WORDS:
            write(self.content / language / "_index.md", f"---\ntitle: {quoted(TITLES[language])}\n---\n")
            for address, name, number in sections(language):
                path = self.content / language / address / "_index.md"
                write(path, f"---\ntitle: {quoted(name)}\nweight: {number}\n---\n")

    def page(self, page):
        front = (
            f"title: {quoted(page.title)}\ndescription: {quoted(page.description)}\n"
            f"tags: [{listed(page.tags)}]\ndate: {page.date}\n"
        )
        text = page.linked(lambda section, name: f'{{{{< relref "/{section}/{name}" >}}}}')
        path = self.content / page.language / page.section / f"{page.name}.md"
        write(path, f"---\n{front}---\n\n{text}")

    def end(self):
        pass


class Zola:
    ENDINGS = {"en": ".md", "ja": ".ja.md"}

    def __init__(self, folder):
        self.content = folder / "zola" / "content"
        shutil.copytree(HERE / "peers" / "zola", folder / "zola")
        for language, ending in self.ENDINGS.items():
            write(self.content / f"_index{ending}", f"+++\ntitle = {quoted(TITLES[language])}\n+++\n")
            for address, name, number in sections(language):
                front = f'title = {quoted(name)}\nweight = {number - 1}\nsort_by = "slug"\n'
                write(self.content / address / f"_index{ending}", f"+++\n{front}+++\n")

    def page(self, page):
        ending = self.ENDINGS[page.language]
        front = (
            f"title = {quoted(page.title)}\ndescription = {quoted(page.description)}\n"
            f"date = {page.date}\n[taxonomies]\ntags = [{listed(page.tags)}]\n"
        )
        text = page.linked(lambda section, name: f"@/{section}/{name}{ending}")
        write(self.content / page.section / f"{page.name}{ending}", f"+++\n{front}+++\n\n{text}")

    def end(self):
        pass


class Mdbook:
    """A book for each language. It has no front matter: title and description are text."""

    def __init__(self, folder):
        self.folder = folder / "mdbook"
        self.chapters = {}

    def page(self, page):
        text = page.linked(lambda section, name: f"../{section}/{name}.md")
        path = self.folder / page.language / "src" / page.section / f"{page.name}.md"
        write(path, f"# {page.title}\n\n{page.description}\n\n{text}")
        chapters = self.chapters.setdefault((page.language, page.section), [])
        chapters.append(f"  - [{page.title}]({page.section}/{page.name}.md)\n")

    def end(self):
        for language in WORDS:
            book, heading = self.folder / language, TITLES[language]
            write(book / "src" / "index.md", f"# {heading}\n")
            summary = f"# Summary\n\n[{heading}](index.md)\n\n"
            for address, name, _ in sections(language):
                write(book / "src" / address / "index.md", f"# {name}\n")
                summary += f"- [{name}]({address}/index.md)\n"
                summary += "".join(self.chapters.get((language, address), []))
            write(book / "src" / "SUMMARY.md", summary)
            settings = f'[book]\ntitle = {quoted(heading)}\nlanguage = "{language}"\n'
            # A search index, as the others have one; no page of all pages, as they have none.
            write(
                book / "book.toml",
                settings + "[output.html.search]\nenable = true\n[output.html.print]\nenable = false\n",
            )


WORDS = {
    language: Vocabulary(language, words)
    for language, words in tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8")).items()
}
ENGLISH = WORDS["en"]
SECTIONS = [re.sub(r"[^a-z]+", "-", name.lower()) for name in ENGLISH.sections]


def main(folder, pages):
    pairs = max(1, pages // 2)
    layouts = [layout(folder) for layout in (Shirube, Hugo, Zola, Mdbook)]
    for number in range(pairs):
        for language in WORDS:
            page = Page(number, pairs, language)
            for layout in layouts:
                layout.page(page)
    for layout in layouts:
        layout.end()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]))

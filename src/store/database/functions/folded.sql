-- folded: the key by which words are found and told from others, whatever their case, accents, apostrophes, hyphens and blanks. It tells apart what
-- sounds apart, and no more: Zoë is zoe, O’Malley is omalley, Straße is strasse, and a Guinea-pig is a guinea pig.
--
-- Decomposed (NFKD), in lower case, without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic – the vowels of other scripts are marks as well, and
-- stay – and without characters that nobody sees. The letters that are written out are those which Unicode does not decompose: it counts a stroke or a
-- missing dot as a letter of its own, and so the letters that Persian keyboards have for Arabic ones. What would leave nothing keeps its hyphens and
-- apostrophes, written in one way.
--
-- Indexes are sorted by it. Most names are ASCII; they take the short way. (As an expression it would be planned anew in each statement.)

CREATE OR REPLACE FUNCTION folded(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    dashes CONSTANT text := E'-\u1680‐‒–—―−⸗⸺⸻゠־᐀·‧\t⠀';
    quotes CONSTANT text := E'\'"`’‘ʼʻʽ‚‛′‵“”„‟″«»‹›ˈꞌ՚׳״';
    key    text;
BEGIN
    IF octet_length(words) = char_length(words) THEN
        key := translate(lower(words COLLATE "C"), E'-\t\'"`', '  ');
    ELSE
        -- Signs that decompose into a blank and a mark go before that.
        key := lower(normalize(translate(words, E'´΄᾽᾿῾´῁῍῎῏῝῞῟῭΅`˜¨¯¸˘˙˚˛˝', ''), NFKD));
        key := regexp_replace(key, '[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u115f\u1160\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U000e0000-\U000e0fff]+', '', 'g');
        key := replace(replace(replace(replace(key, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
        key := translate(key, dashes || 'øłđðħŧıƶƀɨʉɉςیکى' || quotes, repeat(' ', char_length(dashes)) || 'olddhtizbiujσيكي');
    END IF;
    key := btrim(key);
    IF strpos(key, '  ') > 0 THEN
        key := regexp_replace(key, ' +', ' ', 'g');
    END IF;
    IF key = '' THEN
        key := translate(normalize(words, NFKD), dashes || quotes, repeat('-', char_length(dashes)) || repeat('''', char_length(quotes)));
        key := btrim(regexp_replace(key, ' +', ' ', 'g'));
    END IF;
    RETURN CASE WHEN key = '' THEN words ELSE key END;
END
$$;

COMMENT ON FUNCTION folded(text) IS 'The key by which words are found and told apart, whatever their case, accents, apostrophes, hyphens and blanks.';

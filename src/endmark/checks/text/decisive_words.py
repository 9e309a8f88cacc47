"""Words that decide what a sentence says: denials, quantities, modality, time. Another one, and it says something else.

A few common ones of each language at hand; where two languages share a word, it decides in both.
"""

from __future__ import annotations

from endmark.document.late_pattern import compile_late

_WORDS = """
not no never none nothing nobody neither nor cannot without unless hardly barely only except all both every each any
some many most few several half double twice more less least fewer almost about over under may might must can could
should shall will would ought perhaps maybe possibly probably certainly always often sometimes rarely seldom before
after until since today tomorrow yesterday two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
thousand million billion first second third percent
nicht kein keine keinen keiner keinem keines nie niemals niemand nichts ohne kaum nur alle alles beide jeder jede
jedes einige viele wenige manche mehr weniger fast etwa muss müssen darf dürfen soll sollen sollte kann können könnte
wird werden würde vielleicht wohl sicher immer oft selten vor nach bis seit heute morgen gestern zwei drei vier fünf
sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend
million millionen milliarde milliarden halb erste zweite dritte prozent
ne pas jamais rien personne aucun aucune sans ni seul seulement tous toutes tout chaque quelques plusieurs beaucoup
peu plus moins presque environ peut peuvent pourrait doit doivent devrait faut sera serait toujours souvent parfois
avant après depuis deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
quarante cinquante soixante cent mille millions milliard milliards moitié
nunca jamás nadie nada ningún ninguno ninguna sin solo sólo todos todas cada algunos algunas varios muchos pocos más
menos casi puede pueden podría debe deben debería siempre antes después desde hasta dos tres cuatro cinco seis siete
ocho nueve diez once doce veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien mil millón millones
mitad não nem ninguém nenhum nenhuma sem apenas somente todo toda alguns algumas muitos poucos mais quase pode podem
poderia deve devem deveria sempre depois até dois duas três quatro oito nove dez onze doze milhão milhões bilhões
metade non né mai nessuno nessuna niente senza tutti tutte ogni alcuni alcune molti pochi più meno può possono
potrebbe devono dovrebbe spesso prima dopo fino due tre quattro cinque sei sette otto dieci undici dodici venti trenta
quaranta cinquanta sessanta settanta ottanta novanta cento milione milioni metà
niet geen nooit niemand niets zonder alleen iedere elke enkele veel weinig meer minder bijna mag moet moeten kan
kunnen zou zal altijd vaak twee vier vijf zes zeven tien twintig honderd duizend miljoen miljard tidak bukan jangan
tanpa belum hanya semua setiap beberapa banyak sedikit lebih kurang hampir harus boleh dapat mungkin selalu dua tiga
empat lima enam tujuh delapan sembilan sepuluh ratus ribu juta miliar không chưa chẳng đừng chỉ mỗi nhiều ít hơn gần
phải nên luôn hai ba bốn năm sáu bảy tám chín mười değil yok hiç sadece yalnızca bütün tüm her bazı birçok az fazla
neredeyse gerek belki daima iki üç dört beş altı yedi sekiz dokuz yirmi otuz kırk elli yüz bin milyon milyar nie nigdy
nikt nic żaden bez tylko wszystkie każdy kilka wiele mało więcej mniej prawie musi może powinien zawsze dwa trzy
cztery pięć sześć siedem osiem dziewięć
не нет ни никогда никто ничего без только все каждый некоторые много мало больше меньше почти около может могут должен
должна должны нельзя можно нужно всегда часто два две три четыре пять шесть семь восемь девять десять двадцать сто
тысяча тысяч миллион миллионов миллиард ні ніколи ніхто нічого лише тільки всі кожен деякі багато більше менше майже
може можуть повинен треба завжди дві чотири п'ять шість сім вісім дев'ять мільйон
لا لم لن ليس ليست غير بدون فقط كل جميع بعض كثير قليل أكثر أقل يجب يمكن ربما قد दो तीन चार पांच नहीं न मत बिना केवल
सिर्फ सभी हर कुछ कई अधिक कम लगभग शायद না নয় নেই শুধু সব প্রতি কিছু অনেক বেশি কম দুই তিন চার
안 못 아니 없다 없이 모두 모든 각 일부 많은 적은 거의 약 반드시 아마 항상 두 세 네 다섯 여섯 일곱 여덟 아홉 열
"""
"""English; German; French; Spanish, Portuguese, Italian; Dutch, Indonesian, Vietnamese, Turkish, Polish; Russian,
Ukrainian; Arabic, Hindi, Bengali; Korean."""

DECISIVE = frozenset(_WORDS.split())
"""Words between blanks, folded."""

_ARTICLES = """
a an the one der die das den dem des ein eine einen einem einer eines le la les l un une el los las una unos unas  o
os as um uma il lo gli i uno de het een
"""

ARTICLES = frozenset(_ARTICLES.split())
"""Words that change nothing when one stands for another."""

DECISIVE_PARTS = compile_late(
    # Japanese
    r"ない|なく|なかっ|なけれ|ません|ずに|ざる|てもよ|てもい|ても良|べき|かもしれ|はず|でき|られ|せる|させ|だけ|のみ|しか(?!し)|ほとんど|"
    r"すべて|全て|いくつ|ばかり|(?<!ほど)まで|から|より|ほど|必ず|たぶん|おそらく|以上|以下|以内|未満|以前|以降|約|半|毎|各|全|両|多|少|"
    # Chinese
    r"不|没|沒|無|无|非|未|勿|莫|仅|僅|所有|一些|许多|許多|可以|必须|必須|可能|也许|也許|一定|"
    # Korean, Thai, and the short forms of English
    r"않|없|못하|아[니닌닙닐]|지\ 마|수\ 있|해야|만\b|ไม่|ทุก|บาง|ต้อง|อาจ|เท่านั้น|n['’]t\b"
)
"""Parts of words, and words of scripts without blanks."""

CHINESE_PARTS = compile_late(r"别|別|只|都|应|應|会|會")
"""The same where there is no kana: in Japanese they are parts of other words, as of 委員会 and 東京都."""

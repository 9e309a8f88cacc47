"""Words of up to three letters that the grammar of a language needs: they are no halves of longer ones."""

from __future__ import annotations

_SHORT_WORDS = {
    "en": "a i am an as at be by do go he if in is it me my no of oh ok on or so to up us we all and any are "
    "but can did due few for get got had has her him his how its let may nor not now off one our out own "
    "per put say see set she six ten the too two use via was way who why yes yet you",
    "de": "ab am an da du er es im in ja je ob so um wo zu als auf aus bei bin bis bzw das dem den der des die "
    "ein etc für gar hat her hin ich ihm ihn ihr ist kam mal man mir mit nie nun nur ort sei sie tat tun "
    "tut uns usw vom von vor war was weg wem wen wer wie wir zum zur drei",
    "fr": "a y à ai au ce ci de du en es et eu il je la le là ma me mi ne ni on or ou où sa se si ta te tu un "
    "va vu aux car ces des dit dès est etc eux fut ici les lui mes moi mon nos ont par pas peu que qui "
    "ses soi son sur tel tes toi ton une vos",
    "es": "a e o y al da de di el en es fe ha he ir la le lo me mi ni no os se si su sé sí te ti tu tú un va ve "
    "ya así aún con del dos era ese eso etc fin fue han hay las les los mis muy más nos por que qué sea "
    "ser sin son sus tal tan tus una uno vez",
    "pt": "a e o à é ao as da de do em eu há já lá me na no nó os ou se só te tu um vá às aos até com das dos "
    "eis ela ele era etc faz foi lhe mas meu nas nem nos num não por que sem ser seu sob sua são tal tem "
    "ter têm uma uns vai vez vir vos",
    "it": "a c e i l o è ad ai al ce ci da di ed fa fu ha ho il in io la le lo lì ma me mi ne no né od se si su "
    "sé sì te ti tu un va vi che chi con cui dai dal dei del due era etc fra già gli hai mai nei nel noi "
    "non per più può qua qui sei sia sua sue sui sul suo tra tre tua tuo una uno voi",
    "nl": "u af al bv en er ga ik in is ja je me na nu of om op te uw we wo ze zo aan als ben bij dan dat den "
    "der des die dit doe dus een elk enz had hem hen het hij hoe hun kan kon men met mij nee nog ons ook "
    "per toe tot uit van ver via wat wel wie wij zal zij zou",
}


def is_short_word(word: str, language: str) -> bool:
    """Whether a word in small letters is one; what is Latin among signs of another script is taken for English."""
    return word in _SHORT_WORDS.get(language, _SHORT_WORDS["en"]).split()

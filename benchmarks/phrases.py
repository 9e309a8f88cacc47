"""Phrases in six languages from which whole sentences are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Phrases(NamedTuple):
    """Who does what, and when or where; every third of a sentence fits every other one.

    `order` names the three in the order of the language, `joint` stands between
    words, `stop` at the end of a sentence.
    """

    who: Sequence[str]
    what: Sequence[str]
    when: Sequence[str]
    order: str = "{who} {what} {when}"
    joint: str = " "
    stop: str = "."


def _lines(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


_ENGLISH = Phrases(
    _lines(
        "The ferryman | A retired teacher | My youngest cousin | The baker's widow | Our postman | Some choirboy | "
        "The night watchman | An old sailor | The village doctor | A passing cyclist | Their landlord | "
        "The cellist upstairs | One of the twins | A shy carpenter | The beekeeper | Her grandfather | "
        "The stationmaster | A clumsy waiter | The new librarian | Every gardener"
    ),
    _lines(
        "repairs wooden clocks | sells honey and candles | whistles a slow march | feeds eleven hungry geese | "
        "paints the shutters green | counts the passing barges | reads letters aloud | grows enormous pumpkins | "
        "polishes brass buttons | collects broken umbrellas | bakes bread with walnuts | studies maps of Iceland | "
        "mends fishing nets | plays chess against himself | draws portraits of horses | waters the dry geraniums | "
        "hides coins under stones | translates forgotten poems | builds kites from newspaper | brews bitter tea"
    ),
    _lines(
        "before the first snow | on rainy Tuesdays | beside the empty fountain | during the long harvest | "
        "under a leaking roof | after the evening bells | behind the chapel | until midnight comes | "
        "near the northern gate | throughout a dusty August | between two thunderstorms | inside the disused mill | "
        "along the frozen canal | since the great flood | above the tailor's shop | at the edge of town | "
        "while everybody sleeps | across from the harbour | without any hurry | for a handful of pennies"
    ),
)

_GERMAN = Phrases(
    _lines(
        "Der Fährmann | Eine pensionierte Lehrerin | Mein jüngster Vetter | Die Witwe des Bäckers | "
        "Unser Briefträger | Irgendein Chorknabe | Der Nachtwächter | Ein alter Matrose | Die Dorfärztin | "
        "Jener Radfahrer | Ihr Vermieter | Die Cellistin von oben | Einer der Zwillinge | "
        "Ein schüchterner Tischler | Der Imker | Sein Großvater | Die Bahnhofsvorsteherin | "
        "Ein ungeschickter Kellner | Die neue Bibliothekarin | Jeder Gärtner"
    ),
    _lines(
        "repariert hölzerne Uhren | verkauft Honig und Kerzen | pfeift einen langsamen Marsch | "
        "füttert elf hungrige Gänse | streicht die Fensterläden grün | zählt vorbeifahrende Kähne | "
        "liest Briefe laut vor | züchtet riesige Kürbisse | poliert Knöpfe aus Messing | "
        "sammelt kaputte Regenschirme | backt Brot mit Walnüssen | studiert Karten von Island | "
        "flickt löchrige Fischernetze | spielt Schach gegen sich selbst | zeichnet Bildnisse von Pferden | "
        "gießt die trockenen Geranien | versteckt Münzen unter Steinen | übersetzt vergessene Gedichte | "
        "baut Drachen aus Zeitungspapier | kocht bitteren Tee"
    ),
    _lines(
        "vor dem ersten Schnee | an verregneten Dienstagen | neben dem leeren Brunnen | "
        "während der langen Ernte | unter einem undichten Dach | nach dem Abendläuten | hinter der Kapelle | "
        "bis weit nach Mitternacht | beim nördlichen Tor | im staubigen August | zwischen zwei Gewittern | "
        "in der stillgelegten Mühle | entlang des gefrorenen Kanals | seit der großen Flut | "
        "über der Schneiderei | am Rand der Stadt | mit verbundenen Augen | gegenüber dem Hafen | "
        "ganz ohne Eile | für eine Handvoll Groschen"
    ),
)

_JAPANESE = Phrases(
    _lines(
        "渡し船の船頭は | 退職した先生が | いちばん若いいとこは | パン屋の奥さんが | いつもの郵便屋さんは | "
        "合唱団の少年が | 夜回りの警備員は | 年老いた船乗りが | 村の医者は | 通りがかりの旅人が | "
        "下宿の大家さんは | 二階のチェロ弾きが | 双子の弟は | 内気な大工が | 養蜂家の夫婦は | "
        "隣のおじいさんが | 駅長さんは | 不器用な給仕が | 新しい司書は | 庭師たちが"
    ),
    _lines(
        "木の時計を直しています | 蜂蜜とろうそくを売ります | ゆっくりした行進曲を口笛で吹きます | "
        "腹をすかせた鵞鳥に餌をやります | 雨戸を緑色に塗りました | 行き交う小舟を数えています | "
        "届いた手紙を声に出して読みます | 大きな南瓜を育てました | 真鍮のボタンを磨きます | "
        "壊れた傘を集めています | 胡桃入りの丸パンを焼きました | 北国の地図を調べます | "
        "破れた漁網を繕っています | 自分を相手に将棋を指します | 馬の似顔絵を描きました | "
        "乾いた鉢植えに水をやります | 石の下に小銭を隠しました | 忘れられた詩を訳しています | "
        "古新聞で凧を作ります | 苦いお茶をいれました"
    ),
    _lines(
        "初雪の降る前に、 | 雨の火曜日には、 | 涸れた噴水のそばで、 | 長い収穫のあいだ、 | "
        "雨漏りのする屋根の下で、 | 夕べの鐘が鳴ると、 | 礼拝堂の裏で、 | 真夜中になるまで、 | "
        "北の門の近くで、 | 埃っぽい八月に、 | 雷雨の合間に、 | 使われない水車小屋で、 | "
        "凍った運河に沿って、 | あの大水のあと、 | 仕立屋の屋根裏で、 | 町はずれの丘で、 | "
        "みんなが眠るころ、 | 港の向かい側で、 | 少しも急がずに、 | わずかな小遣いのために、"
    ),
    "{when}{who}{what}",
    "",
    "。",
)

_CHINESE = Phrases(
    _lines(
        "摆渡的船夫 | 退休的老师 | 最小的表弟 | 面包师的妻子 | 我们的邮递员 | 合唱团的男孩 | 守夜的更夫 | "
        "年迈的水手 | 村里的医生 | 过路的骑车人 | 楼下的房东 | 拉大提琴的邻居 | 双胞胎里的哥哥 | "
        "害羞的木匠 | 养蜂的夫妇 | 她的祖父 | 车站的站长 | 笨手笨脚的侍者 | 新来的图书管理员 | 所有的园丁"
    ),
    _lines(
        "修理木头做的钟表 | 出售蜂蜜和蜡烛 | 吹着缓慢的进行曲 | 喂养十一只饥饿的鹅 | 把百叶窗漆成绿色 | "
        "数着往来的驳船 | 大声朗读远方的来信 | 种出巨大的南瓜 | 擦亮黄铜纽扣 | 收集破旧的雨伞 | "
        "烤制核桃面包 | 研究冰岛的地图 | 缝补破烂的渔网 | 跟自己下象棋 | 给马儿画肖像 | "
        "浇灌干枯的天竺葵 | 把硬币藏到石头底下 | 翻译被遗忘的诗篇 | 用报纸扎风筝 | 煮很苦的茶"
    ),
    _lines(
        "在第一场雪之前 | 每逢下雨的星期二 | 在干涸的喷泉旁 | 在漫长的收获季节 | 在漏水的屋顶下 | "
        "晚钟敲响以后 | 在小教堂背后 | 直到午夜时分 | 在北门附近 | 在尘土飞扬的八月 | 趁两场雷雨之间 | "
        "在废弃的磨坊里 | 沿着结冰的运河 | 自从那次大洪水 | 在裁缝铺的阁楼上 | 在小镇边缘 | "
        "趁大家睡觉的时候 | 在港口对面 | 不慌不忙地 | 为了几枚零钱"
    ),
    "{who}{when}{what}",
    "",
    "。",
)

_KOREAN = Phrases(
    _lines(
        "나룻배 사공이 | 은퇴한 선생님이 | 막내 사촌이 | 빵집 아주머니가 | 우리 동네 집배원이 | 합창단 소년이 | "
        "야간 경비원이 | 늙은 뱃사람이 | 마을 의사가 | 지나가던 나그네가 | 하숙집 주인이 | "
        "위층 첼로 연주자가 | 쌍둥이 동생이 | 수줍은 목수가 | 벌을 치는 부부가 | 그녀의 할아버지가 | "
        "기차역 역장이 | 서투른 종업원이 | 새로 온 사서가 | 모든 정원사가"
    ),
    _lines(
        "나무 시계를 고칩니다 | 꿀과 양초를 팝니다 | 느린 행진곡을 휘파람으로 붑니다 | "
        "배고픈 거위 열한 마리를 먹입니다 | 덧문을 초록색으로 칠합니다 | 오가는 거룻배를 셉니다 | "
        "편지를 소리 내어 읽습니다 | 커다란 호박을 기릅니다 | 놋쇠 단추를 닦습니다 | 부서진 우산을 모읍니다 | "
        "호두 빵을 굽습니다 | 북쪽 나라의 지도를 살핍니다 | 찢어진 그물을 꿰맵니다 | 혼자서 바둑을 둡니다 | "
        "말의 초상화를 그립니다 | 마른 화분에 물을 줍니다 | 돌 밑에 동전을 숨깁니다 | "
        "잊힌 시를 번역합니다 | 신문지로 연을 만듭니다 | 쓴 차를 끓입니다"
    ),
    _lines(
        "첫눈이 내리기 전에 | 비 오는 화요일마다 | 마른 분수 곁에서 | 긴 추수철 내내 | 비가 새는 지붕 아래서 | "
        "저녁 종이 울린 뒤에 | 예배당 뒤편에서 | 자정이 될 때까지 | 북쪽 성문 근처에서 | 먼지 날리는 팔월에 | "
        "천둥이 그친 사이에 | 버려진 방앗간에서 | 얼어붙은 운하를 따라 | 큰 홍수가 난 뒤로 | "
        "양복점 다락에서 | 도시의 변두리에서 | 모두가 잠든 사이에 | 항구 맞은편에서 | "
        "조금도 서두르지 않고 | 동전 몇 닢을 받고"
    ),
    "{when} {who} {what}",
)

_ARABIC = Phrases(
    _lines(
        "صاحب القارب | المعلم المتقاعد | ابن عمي الأصغر | زوج الخبازة | ساعي البريد | فتى الجوقة | "
        "حارس الليل | البحار العجوز | طبيب القرية | راكب الدراجة | مالك البيت | عازف العود | "
        "أحد التوأمين | النجار الخجول | مربي النحل | جدها الطيب | ناظر المحطة | النادل المرتبك | "
        "أمين المكتبة الجديد | كل بستاني"
    ),
    _lines(
        "يصلح الساعات الخشبية | يبيع العسل والشموع | يصفر لحنا بطيئا | يطعم الإوز الجائع | "
        "يطلي النوافذ بالأخضر | يعد السفن العابرة | يقرأ الرسائل بصوت عال | يزرع القرع الضخم | "
        "يلمع أزرار النحاس | يجمع المظلات المكسورة | يخبز الخبز بالجوز | يدرس خرائط الشمال | "
        "يرقع شباك الصيد | يلعب الشطرنج وحده | يرسم صور الخيول | يسقي الأزهار الجافة | "
        "يخفي النقود تحت الحجارة | يترجم قصائد منسية | يصنع طائرات من الورق | يغلي شايا مرا"
    ),
    _lines(
        "قبل أول الثلج | في أيام الثلاثاء الماطرة | بجانب النافورة الفارغة | خلال موسم الحصاد | "
        "تحت سقف مثقوب | بعد غروب الشمس | خلف المسجد القديم | حتى منتصف الليل | قرب البوابة الشمالية | "
        "طوال أغسطس المغبر | بين عاصفتين | داخل الطاحونة المهجورة | على ضفة القناة المتجمدة | "
        "منذ الفيضان الكبير | فوق دكان الخياط | عند أطراف المدينة | والجميع نائمون | مقابل الميناء | "
        "من دون عجلة | لقاء حفنة من القروش"
    ),
)

PHRASES: Mapping[str, Phrases] = {
    "en": _ENGLISH,
    "ja": _JAPANESE,
    "de": _GERMAN,
    "ko": _KOREAN,
    "zh": _CHINESE,
    "ar": _ARABIC,
}
"""Language → its phrases, twenty of each third."""
